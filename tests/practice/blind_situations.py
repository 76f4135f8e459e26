"""Thirty situations that no ranking was tuned on, and the lessons that a careful reader would call right.

Twelve aim at lessons of the post that retro is modelled on, eighteen at lessons of NASA's, which a seeded
draw chose (rows of its table, by ``random.Random(20)``): for each is written what somebody would type who is
about to do the thing, before any ranking was asked. The right lessons were found by reading. Nothing here is
reworded or judged again after a measurement: who tunes the ranking leaves this be.
"""

from tests.practice.situations import Situation

__all__ = ["BLIND_ON_NASA", "BLIND_ON_NASA_AGAIN", "BLIND_ON_THE_POST"]

BLIND_ON_THE_POST = (
    Situation(
        "the board wants the whole product to be perfect before any customer sees it",
        ("Launch as fast as you can",),
    ),
    Situation(
        "they want a detailed roadmap for the whole year from me before we begin",
        ("Surprising people with changes", "Launch as fast as you can"),
    ),
    Situation(
        "two of my teams argue about scrum or kanban while the customer is waiting",
        ("People are sometimes more committed",),
    ),
    Situation(
        "signing the papers to found a company with two friends",
        ("Lesson learned though: before committing",),
    ),
    Situation(
        "I could have screamed at my colleague in that call",
        ("*Pro Tip:* if you feel like you have to yell", "Lesson learned though: before committing"),
    ),
    Situation(
        "an engineer wants to rewrite everything in the language of the month, "
        "and we haven't got a single user",
        ("Some people are more committed to the new shiny", "Launch as fast as you can"),
    ),
    Situation(
        "my managers put out one incident after the other and never get to anything else",
        (
            "Managers were therefore usually fighting fires",
            "Leadership of the organization was focused on triaging",
            "With reactive management",
        ),
    ),
    Situation(
        "presenting to those who built the system, and telling them it isn't what made the difference",
        ("Well, after having made some significant strides",),
    ),
    Situation(
        "we want a script to do the deployment that nobody here can explain from end to end",
        (
            "Actually the reason I highlighted",
            "I have yet to see a repeatable success",
            "Lesson learned: Automating parts",
        ),
    ),
    Situation(
        "selling the directors on a total rebuild",
        ("I'll admit another mistake", "After a false-start in pitching"),
    ),
    Situation(
        "how do we know when to quit tuning the build",
        ("We _stopped_ improvement activities", "I defined the _measure of success_"),
    ),
    Situation(
        "giving a lecture on lean so that the department finally gets it",
        (
            "Further, it was not possible to actually teach",
            "It was necessary to fit some of the existing habits",
        ),
    ),
)

BLIND_ON_NASA = (
    Situation(
        "we're going to tie the signal return to the chassis on the new board, "
        "whatever the interface spec says",
        ("Violation of Magellan Electrical and Grounding", "Electrical Grounding Practices"),
    ),
    Situation(
        "picking a pressure regulator for a tank that will sit full of propellant for years",
        ("VO'75 Pressure Regulator Leakage",),
    ),
    Situation(
        "setting up the hydraulic tool that stretches the studs of the feedline, anything to watch out for?",
        ("Orbiter/ET Feedline Mating Stud Tensioner",),
    ),
    Situation(
        "booking antenna time on the ground for two spacecraft at once, how early do we have to ask?",
        ("Inadequate Time Allocated for Planning for DSN", "Science Data Downlink Process Must Address"),
    ),
    Situation(
        "loading toxic propellant next week, I'm worried that somebody gets splashed or that it catches fire",
        ("Hypergolic Propellant Related Spills", "Residual Oxidizer in Flex Tubing"),
    ),
    Situation(
        "choosing ids for the measuring points on the vehicle, people already shorten them as they like",
        ("Thermal Environment Body Point Numbering",),
    ),
    Situation(
        "gluing a glass lens into a metal mount that will be cooled down to liquid helium",
        ("Design of Bonded Parts for Cryogenic",),
    ),
    Situation(
        "the cable is a bit short but the plug still screws on, good enough?",
        ("Electrical Connectors",),
    ),
    Situation(
        "which numbers should I collect to see whether a software project is on track?",
        ("Selection and use of Software Metrics",),
    ),
    Situation(
        "somebody put the wrong sticker on a unit that the crew will handle, shall we just print a new one?",
        ("Incorrect Flight Hardware Labeling",),
    ),
    Situation(
        "the vacuum chamber is taken, can we do the hot and cold test of the electronics in a plain oven?",
        ("Thermal-Vacuum Versus Thermal-Atmospheric",),
    ),
    Situation(
        "sending our flight unit to the partner with a parcel service, how should we pack it?",
        ("Exercise Strict Controls in the Packaging", "Establishing formal handling, packaging"),
    ),
    Situation(
        "the aero people want to trust their simulation of how the exhaust meets the air around the vehicle",
        ("Space Shuttle Program Plume/Flowfield",),
    ),
    Situation(
        "why should we pay for safety work now if the vehicle is retired in a few years anyway?",
        (
            "Space Shuttle Program/Planning Horizon/Safety",
            "Space Shuttle Program/Orbiter Major Modifications/Systems Safety",
            "Space Shuttle/Safety Upgrades/Long-Term",
            "Space Shuttle Program/Operations-Processing/Upgrades",
        ),
    ),
    Situation(
        "whom should our flight safety person answer to, the operations manager or the head of the site?",
        ("Aircraft Flight Operations/Aviation Safety Officers (ASOs)/Reporting",),
    ),
    Situation(
        "are sample bottles enough to tell that something leaks in the engine bay on the way up?",
        ("Continuous Hazardous Gas Monitoring",),
    ),
    Situation(
        "putting in bolts from one side only, where nobody can see the far end",
        ("Fastener Installation",),
    ),
    Situation(
        "specifying a new electronics box: how will a technician find out what failed in it "
        "without hooking up test gear?",
        ("Avionics Line Replaceable Unit Built in Tests",),
    ),
)

BLIND_ON_NASA_AGAIN = (
    Situation(
        "can we check the camera with lamps only, or should we bring daylight into the chamber?",
        ("Use of Natural, Flight-Like Spectra",),
    ),
    Situation(
        "the scientists and the spacecraft team haven't settled how exactly the telescope must be aimed",
        ("Pointing System",),
    ),
    Situation(
        "giving operators five ways to configure the consoles, so that the countdown never stops",
        ("System Flexibility Can Increase Human Error",),
    ),
    Situation(
        "do we send every broken power unit back to the maker, or learn to fix them here?",
        ("Enhanced Fuel Cell Repair Capability",),
    ),
    Situation(
        "they tell me to run the project without any spare money",
        ("Lack of Project-Level Reserves", "Management Reserve"),
    ),
    Situation(
        "handing a pile of papers and files to the inquiry, do they need page numbers?",
        ("Accident Investigations/Document Management",),
    ),
    Situation(
        "adding automatic recovery to the software, which reacts when it believes that a tank has burst",
        ("Mars Observer Inappropriate Fault",),
    ),
    Situation(
        "we'll see later what it takes to make the vehicle safe enough for people on board",
        ("Orbital Space Plane Crew Survival",),
    ),
    Situation(
        "may this pilot fly today? he hasn't flown the type for months",
        ("Learjet Landing Mishap",),
    ),
    Situation(
        "we changed the blankets around the engines, the calculation says it stays cool, do we need a test?",
        ("Magellan (MGN) High Rocket Engine Module",),
    ),
    Situation(
        "the nightly copy of our test server has run for a year without complaint, surely we can rely on it",
        ("Verify the Proper Performance of Critical Backups",),
    ),
    Situation(
        "when do we have to ask for a radio channel for our satellite?",
        ("Radio Frequency Assignments",),
    ),
    Situation(
        "driving the big jack a bit further, it doesn't look as if it had reached the end",
        ("Bent Orbital Maneuvering System (OMS) Pod",),
    ),
)
"""Written after the list of associations had grown, before it was asked: to judge its growth by."""
