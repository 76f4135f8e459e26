"""Situations, in words of somebody who does not remember those of the lesson, and what should come to mind.

Of each, the beginnings of the titles that a careful reader would call right, decided on before any ranking
was looked at. The lessons are those of the post that retro is modelled on, among 818 that NASA has published.

| set | is for |
|---|---|
| ``TO_TUNE_ON``, ``TO_TUNE_ON_NASA`` | fitting numbers and lists: look at what is missed, and why |
| ``CHECKED_WHILE_TUNING``, ``CHECKED_LATER`` | whether what was fitted holds elsewhere: counted many times |
| ``BLIND_ON_THE_POST``, ``BLIND_ON_NASA``, ``BLIND_ON_NASA_AGAIN`` | what to expect on unseen ones |
"""

from typing import NamedTuple

__all__ = ["CHECKED_LATER", "CHECKED_WHILE_TUNING", "TO_TUNE_ON", "Situation"]


class Situation(NamedTuple):
    """What one is about to do, and how the titles of the right lessons begin."""

    said: str
    right: tuple[str, ...]


_WHAT_TO_AUTOMATE = (
    "Actually the reason I highlighted",
    "I have yet to see a repeatable success",
    "Lesson learned: Automating parts",
)
_THE_MEETING = "Well, after having made some significant strides"
_THE_FROG = "I'll admit another mistake"
_MILESTONES = "After a false-start in pitching"
_YELLING = "*Pro Tip:* if you feel like you have to yell"
_STRESS = "Lesson learned though: before committing"
_SURPRISES = "Surprising people with changes"
_FEAR = "Culture needs to embrace change"
_HOW_TO_WORK = "People are sometimes more committed"
_SHINY = "Some people are more committed to the new shiny"
_FIRES = "Managers were therefore usually fighting fires"
_TRIAGE = "Leadership of the organization was focused on triaging"
_SKILLS = "With reactive management"
_HABITS = "It was necessary to fit some of the existing habits"
_THINKING = "The major learning here"
_THEORY = "Further, it was not possible to actually teach"
_DEMING = "A little bit of Deming"
_MEASURE = "I defined the _measure of success_"
_DURATION = "I continually measured"
_CRITICAL = "I steered the project planning"
_TESTING = "Software quality management"
_COORDINATING = "Project management across teams"
_LAGGING = "When I joined them in 2021"
_REAL_CHALLENGE = "The real challenge at EKS"
_STOPPED = "We _stopped_ improvement activities"
_ACROSS_TEAMS = (_COORDINATING, _LAGGING)

CHECKED_WHILE_TUNING = (
    Situation(
        "I want our release engineers to script the whole deployment before they can explain how it works",
        _WHAT_TO_AUTOMATE,
    ),
    Situation("my co-founder shouted at me in front of the team", (_YELLING, _STRESS)),
    Situation("choosing a business partner who panics under pressure", (_STRESS,)),
    Situation(
        "presenting a bold vision to a sceptical organisation all at once",
        (_THE_FROG, _MILESTONES, _HABITS, _THINKING),
    ),
    Situation("announcing a reorganization nobody was asked about", (_SURPRISES, _FEAR)),
    Situation(
        "engineers insist on their favourite process although users want something else", (_HOW_TO_WORK,)
    ),
    Situation(
        "two developers want to rewrite everything in a trendy new language instead of delivering", (_SHINY,)
    ),
    Situation("when should we put the first version in front of customers?", ("Launch as fast as you can",)),
    Situation(
        "my managers spend every day on outages and escalations and never get to the causes",
        (_FIRES, _TRIAGE, _SKILLS),
    ),
    Situation("how do I know that the milestone was reached?", (_MEASURE,)),
    Situation("should we keep optimizing now that it is fast enough?", (_STOPPED,)),
    Situation("explaining lean theory to people in a training course", (_THEORY, _DEMING)),
    Situation("deciding which part of a long pipeline to fix first", (_CRITICAL,)),
    Situation("bugs found late keep forcing us to redo work", (_TESTING,)),
    Situation(
        "dates keep slipping because a dozen groups have to work together on one launch", _ACROSS_TEAMS
    ),
    Situation("correcting my boss in front of his peers", (_THE_MEETING,)),
    Situation("convincing leadership to fund a big improvement", (_MILESTONES, _THE_FROG)),
    Situation(
        "a contractor's parts keep arriving with defects and we have no inspector of our own",
        ("Manufacturing and Quality Assurance of One-of-a-Kind", "Mission Assurance: Oversight/Insight"),
    ),
    Situation(
        "the test bench cannot simulate switching over to the backup computer", ("Testbed Limitations",)
    ),
    Situation(
        "how much money to put aside for surprises in the project budget",
        ("Management Reserve", "Lack of Project-Level Reserves", "Budgetary Reserve Recommendation"),
    ),
    Situation(
        "bringing an aircraft back into service after it stood in a hangar for more than a year",
        ("Flyable Storage Aircraft",),
    ),
    Situation(
        "two suppliers use different names for the same parts of the vehicle",
        ("Master List or Dictionary of Subsystems",),
    ),
    Situation(
        "writing down what a team learned before it is dissolved after the flight",
        ("Capture of Observations", "Continuous Capture of Lessons", "Schedule a Lessons Learned Debriefing"),
    ),
    Situation("workers are up on a tall structure without a harness", ("12 Foot Pressure Wind Tunnel Fall",)),
    Situation(
        "we reuse components of an older design without looking at them again",
        (
            "Subsystem Inheritance Review",
            "Using Heritage Equipment",
            "Identification of True Environmental Bounds of Heritage",
        ),
    ),
    Situation(
        "static electricity may kill the circuit boards when technicians touch them",
        (
            "ESD: An Enduring and Insidious Threat",
            "Increasing ESD Susceptibility",
            "Electrostatic Discharge (ESD) Test Practices",
            "Electrostatic Discharge (ESD) Control",
        ),
    ),
    Situation(
        "all copies of the data could be lost by the same event although we have redundancy",
        ("Anomalous Flight Conditions May Trigger Common-Mode",),
    ),
    Situation(
        "hiring freezes make us lose the experienced people",
        (
            "Space Shuttle Program/Operations-Processing/Workforce",
            "Space Shuttle and International Space Station/Workforce/Critical Skills",
            "Workforce/",
            "Space Shuttle Program/Workforce/",
        ),
    ),
    Situation(
        "nobody follows up small glitches seen before launch",
        ("Pre-Flight Problem/Failure Reporting", "Problem Reporting and Corrective Action System"),
    ),
    Situation(
        "our lead developer is the only one who knows the flight software, and she may leave",
        ('Avoid "Single String" Project Staffing',),
    ),
)

CHECKED_LATER = (
    Situation("should I tell my people in advance that we will switch their tools", (_SURPRISES, _FEAR)),
    Situation("buying a chatbot for a support desk whose work nobody has ever mapped", _WHAT_TO_AUTOMATE),
    Situation("I feel like screaming at the sales guy", (_YELLING,)),
    Situation("before signing the papers with my co-founders", (_STRESS,)),
    Situation("our developers chase every new gadget", (_SHINY,)),
    Situation(
        "the product is not perfect, do we wait another half year before selling it",
        ("Launch as fast as you can",),
    ),
    Situation("senior people defend their way of working against everything", (_HOW_TO_WORK, _FEAR)),
    Situation("I was right but I made my managers look bad in a meeting", (_THE_MEETING,)),
    Situation("big goals frighten the organisation that I joined", (_THE_FROG, _HABITS, _FEAR)),
    Situation("how to earn trust for a redesign that takes a year", (_MILESTONES,)),
    Situation("we improved it a lot, should we go on improving", (_STOPPED,)),
    Situation("reporting progress of the release to leadership in each cycle", (_DURATION,)),
    Situation(
        "which failures of the release process deserve our attention",
        (_CRITICAL, "By the time we finished"),
    ),
    Situation("a course on systems thinking will not change anybody", (_THEORY, _THINKING)),
    Situation("many departments ship one product together and are always late", _ACROSS_TEAMS),
    Situation("a manager who only puts out fires", (_FIRES, _TRIAGE, _SKILLS)),
    Situation("what makes a good manager", ("In my culture",)),
    Situation(
        "we pick our software metrics because they are easy to count",
        ("Selection and use of Software Metrics",),
    ),
    Situation("an expensive board was thrown out as scrap by mistake", ("Inadvertently Excessed",)),
    Situation(
        "the leads of the parts of the project have no power to decide",
        ("Sub-project Management Authority",),
    ),
    Situation("a soldering iron was left on and burned the desk", ("Observed Heat/Fire Hazard Due to",)),
    Situation("the supplier knows airplanes but not space", ("Risk Management: Balancing Domain",)),
    Situation("the warning comes after the dangerous step in the instructions", ("Placement of Warnings",)),
    Situation(
        "several crews open and close the same hardware again and again",
        ('"Deconfiguration" Prevention',),
    ),
    Situation("rust on chips after cleaning with chlorine", ("Rusty Integrated Circuits",)),
    Situation("each gauge in the test setup has an old calibration sticker", ("Certifying Calibration",)),
    Situation(
        "seals swell after years in contact with fuel",
        ("Long Term Materials Compatibility", "Permeability, Swelling"),
    ),
    Situation("moving parts fail more often than electronics", ("Space Mechanisms Reliability",)),
    Situation("the automatic protection made the failure worse", ("Mars Observer Inappropriate Fault",)),
    Situation(
        "buying a spacecraft for a fixed price",
        ("Fixed Price Spacecraft Contracting", "Launch Services Responsibility"),
    ),
)
"""Written when the tuning was over: whoever writes a list of words that go together has the situations of
``CHECKED_WHILE_TUNING`` in mind, which they wrote themselves. 15 of 30 were found when they were first
measured, before a dozen words of the list were mended."""

_MORE_TO_TUNE_ON = (
    Situation("a robot should do what nobody has written down yet", _WHAT_TO_AUTOMATE),
    Situation("the CEO wants to replace people by software everywhere", (*_WHAT_TO_AUTOMATE, _THE_MEETING)),
    Situation("disagreeing with a vice president while everybody is listening", (_THE_MEETING,)),
    Situation("my partner lost his temper in the board meeting", (_YELLING, _STRESS)),
    Situation("going into business with somebody I hardly know", (_STRESS,)),
    Situation("the staff is frightened because we merge two departments", (_FEAR, _SURPRISES)),
    Situation("we moved the deadline and forgot to inform the other groups", (_SURPRISES,)),
    Situation("they love scrum rituals more than the people who pay us", (_HOW_TO_WORK,)),
    Situation("everybody wants to play with the latest framework and nothing goes live", (_SHINY,)),
    Situation("the prototype is ugly, shall we show it to users anyway", ("Launch as fast as you can",)),
    Situation("I have no time to coach my people because of daily crises", (_FIRES, _SKILLS, _TRIAGE)),
    Situation("defining targets for the next quarter that can be checked", (_MEASURE,)),
    Situation("when is it good enough to move to another problem", (_STOPPED,)),
    Situation("giving a talk about Toyota and lean to the department", (_THEORY, _DEMING)),
    Situation("where do we lose the most time in our release", (_CRITICAL,)),
    Situation("testers find the errors only at the very end", (_TESTING,)),
    Situation("many teams depend on each other for one delivery", _ACROSS_TEAMS),
    Situation("the company has always done it that way", (_HABITS, _THINKING)),
    Situation("asking upper management for money for a redesign", (_MILESTONES, _THE_FROG)),
    Situation("does a manager have to be liked", ("In my culture",)),
    Situation(
        "a lockout device did not keep the breaker from being switched on",
        ("Functional Failures of Electrical Circuit Breaker",),
    ),
    Situation(
        "the satellite ran on old code that the simulator never exercised",
        ("Testbed Limitations", "Spacecraft Interface Simulators", "End-To-End Compatibility"),
    ),
    Situation(
        "metal embrittles and cracks when it gets very cold", ("Shuttle External Tank Engine Cut Off",)
    ),
    Situation(
        "people at several sites cannot get at the project's documents",
        ("Enterprise Architecture /Access", "Knowledge Management:"),
    ),
    Situation("the fixed price contract leaves nobody responsible for the launch", ("Launch Services Resp",)),
    Situation("somebody left a cap on the lens during a test", ("Laser Altimiter/Configuration change",)),
    Situation("the glue did not hold because of a release agent", ("Process Control: Ensuring Suppliers",)),
    Situation("our lessons are written down but nobody uses them", ("Closed-Loop Infusion of Lessons",)),
    Situation(
        "we want to list the risks before we sign the contract",
        ("Next Generation Launch Technology (NGLT)/Identify and Track Risks",),
    ),
    Situation("both wiring harnesses were built wrong and a battery shorted", ("Review of Open Work at",)),
)

TO_TUNE_ON = (
    *_MORE_TO_TUNE_ON,
    Situation(
        "pitching automation to the founding engineers",
        (*_WHAT_TO_AUTOMATE, _THE_MEETING, _THE_FROG, _MILESTONES),
    ),
    Situation("buying a tool that automates our messy approval workflow", _WHAT_TO_AUTOMATE),
    Situation("starting a company with two friends", (_STRESS, _YELLING)),
    Situation("I am furious with a colleague and about to raise my voice in the meeting", (_YELLING,)),
    Situation("new hires resist every change I propose", (_FEAR, _SURPRISES)),
    Situation("changing the team's roadmap without telling them", (_SURPRISES,)),
    Situation("team keeps arguing about agile methods rather than what the client needs", (_HOW_TO_WORK,)),
    Situation("an engineer wants to adopt a hyped database", (_SHINY,)),
    Situation(
        "joining a big company as an outsider to fix slow releases",
        (_LAGGING, "I had accomplished what I came to do", _REAL_CHALLENGE, _THE_FROG, _HABITS),
    ),
    Situation("setting ambitious targets for a team that is not ready", (_THE_FROG,)),
    Situation("breaking down a large initiative so that bosses can say yes", (_MILESTONES,)),
    Situation("which number should I report to the executives every month", (_DURATION, _MEASURE)),
    Situation("teaching systems thinking to managers", (_THEORY, _THINKING, _DEMING)),
    Situation("how long does it take to shift the way a company thinks", (_THINKING, _HABITS)),
    Situation("directors only look at this week's emergencies", (_TRIAGE, _FIRES)),
    Situation("should I be a tough boss", ("In my culture",)),
    Situation("the culture of the new company determines how much we earn", ("Turns out, ideas shape",)),
    Situation("trying out many small fixes to see which helps", ("With my team, we identified",)),
    Situation("nobody trains our managers", (_SKILLS,)),
    Situation("a fire alarm went off and the servers lost power", ("Triggering an Office Fire Alarm",)),
    Situation(
        "drilling into a wall without knowing what is behind it",
        ("Hidden Hazards Associated with Wall",),
    ),
    Situation("the estimate of a flagship telescope was far too low", ("Cost Estimate of the James Webb",)),
    Situation(
        "operators send wrong commands to the satellite",
        ("Reducing the Error Rate in Command Files", "Uplink Command Errors", "Duplicate Transmission"),
    ),
    Situation(
        "procedures copied from the earlier model drifted over the years",
        ("Procedure Devolvement", "Undocumented Process Steps"),
    ),
    Situation(
        "bolts come loose when the vehicle shakes",
        ("Lessons Learned from Evaluation of Loctite", "Fasten", "Mechanical Fastener"),
    ),
    Situation(
        "the review board signed off without looking closely at navigation software",
        ("Planning Effective Project Reviews",),
    ),
    Situation("crane lifting a load that hangs crooked", ("Use active leveling",)),
    Situation(
        "the supplier did not understand why the specification forbids silicone",
        ("Process Control: Ensuring Suppliers Understand",),
    ),
    Situation(
        "two contractors each have interests of their own and will not share design data",
        ("Conflicts of Interest In Logistics",),
    ),
    Situation("the parachute opened too early", ("Excessive Slack in the Retention Line",)),
)
