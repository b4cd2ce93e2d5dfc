//! What no result of this model holds, and where it is known to miss the record: said in every model card, the largest
//! first; the first of them also on the console and in every picture.

/// The largest thing that is not in any range, as a phrase.
pub const LARGEST: &str = "what the authorities do next. Policy, not chance, is the largest uncertainty: a run holds one \
    policy from beginning to end, and holding November's enforcement would have overstated June 2024 by 3.4 times";

/// What else is not in the range.
pub(super) const NOT_IN_RANGE: [&str; 5] = [
    "**The model itself.** Other descriptions of how people decide would give other ranges.",
    "**Births and deaths**, 2 to 3 % of the population a year, and moves within Pakistan.",
    "**Coming back** from Afghanistan: no usable rate is published; none is assumed unless the scenario says so.",
    "**Events of another kind**: war, disaster, other borders, what the receiving side does.",
    "**More than one step a day** for a household. Simulated with steps sixteen times finer, peaks come out some 2 % \
     lower and totals 0.1 % lower.",
];

/// Where the model is known to miss the published record of 2023 and 2024.
pub(super) const KNOWN_MISSES: [&str; 7] = [
    "Some 15,200 departures of late September 2023, from a window for holders of an Afghan identity card, are not \
     explained by the model.",
    "Early October 2023: sources conflict by a factor of ten, so agreement with all of them is impossible.",
    "Torkham, 28 November to 12 December 2023: fewer crossed there than simulated, while all crossings together had \
     more. Torkham sent nobody on 24 November; such a closure is simulated only where the scenario states it.",
    "Fewer crossed from 16 January to April 2024 than in the middle of the simulated range, more from May to July, fewer \
     again in September and October.",
    "Mode: the UNHCR assisted 74,300 holders of Proof of Registration cards up to October 2024; the model counts most \
     departures of that group as self-organised.",
    "Deportations: 33,400 were published up to 16 September 2024, some 3,000 more than are simulated from the published \
     arrests.",
    "Deadlines, fear and the example of others cannot be told apart by national counts. Shares of causes depend on the \
     model and are no causal estimates.",
];
