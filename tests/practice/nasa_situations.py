"""Twenty situations on NASA's lessons that the ranking may be tuned on.

Eighteen aim at rows that the same seeded draw chose next; where such a row has no text, another was taken.
"""

from tests.practice.situations import Situation

__all__ = ["TO_TUNE_ON_NASA"]

TO_TUNE_ON_NASA = (
    Situation(
        "a university will build a key part for us, shall we just give them a grant?",
        ("Acquisition Management: Grants vs. Contracts",),
    ),
    Situation(
        "the supplier says the unit is ready, do we try it under the worst conditions before we accept it?",
        (
            "Need for functional performance testing",
            "Systems Engineering: Functional Performance Verification",
        ),
    ),
    Situation(
        "we found a bad batch of parts, do we have to tell the other projects?",
        ("Practice of Reporting Parts, Materials, and Safety Problems",),
    ),
    Situation(
        "the builder's price looks low, we'll pay for what is missing when we get there",
        ("Facilities, Costing Of Contracts",),
    ),
    Situation(
        "pressurizing a hose before hooking it up to the plane",
        ("Aircraft Impacted By an Unsecured/Pressurized GN2 Hose",),
    ),
    Situation(
        "how do we make sure that astronauts can really use the equipment as it was intended?",
        (
            "Systems Engineering: Functional Performance Verification",
            "Need for functional performance testing",
        ),
    ),
    Situation(
        "we hit all our milestones, so surely nobody will cut our money next year",
        ("Resources Management: Resource Loading",),
    ),
    Situation(
        "handing the spare parts and supply work over to the new contractor's staff",
        ("Space Shuttle Program/Logistics/Workforce",),
    ),
    Situation(
        "there are brown spots on the lids of our chips, can we paint something over them?",
        ("Rusty Integrated Circuits",),
    ),
    Situation(
        "is it worth asking people from elsewhere to go through our design before we build it?",
        ("Independent Peer Reviews",),
    ),
    Situation(
        "our launch is delayed and somebody else wants the checkout rig that we were promised",
        ("Potential Payload Test and Checkout System (PTCS)",),
    ),
    Situation(
        "routing the wiring over a hinge that unfolds in orbit",
        ("Satellite Deployments",),
    ),
    Situation(
        "should the team sit down after each phase to talk about what went well, or only when all is over?",
        ("Schedule a Lessons Learned Debriefing",),
    ),
    Situation(
        "making a bracket from carbon fibre instead of aluminium",
        ("Fiber-Reinforced Polymer Composite Material",),
    ),
    Situation(
        "our processor is two thirds busy and more features are on their way",
        ("International Space Station (ISS)/Computer Hardware-Software/Multiplexer-Demultiplexer",),
    ),
    Situation(
        "sorting the wreckage after a crash to learn what broke first",
        ("Component Identification Procedures Used in the Columbia",),
    ),
    Situation(
        "I made her lead of a part of the project, but her people still do what their old boss says",
        ("Sub-project Management Authority",),
    ),
    Situation(
        "it is only a follow-up of what we did before, so we can skip the planning and reuse the old price",
        ("Next Generation Launch Technology (NGLT)/Allow Time for Adequate Project Formulation",),
    ),
    Situation(
        "the technician wants to skip a step of the work instruction, it was always fine without it",
        ("Procedural Control (Deviation from Approved Procedures)",),
    ),
    Situation(
        "how much money should I hold back for surprises?",
        ("Management Reserve",),
    ),
)
