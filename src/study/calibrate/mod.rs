//! Learning the numbers of a scenario from published counts.
//!
//! ```text
//! windows -> Targets -> Record ┐
//!                              ├─> Sampler -> State -> draws, evidence
//! plan, engine -> Model ───────┘
//! ```
//! - [`targets`]: what runs and the record say of the same windows of days, in logs.
//! - [`likelihood`]: how well a set of numbers explains the record.
//! - [`model`]: the plan and the engine, as the sampler asks them.
//! - [`sampler`]: history matching and tempered sequential Monte Carlo; [`state`] is what it knows between
//!   two steps, [`shifts`] its robust variant.
//! - [`posterior`]: what was learned, and what the draws say of the record.
//! - [`simulated`] and [`ranks`]: is the calibrator right?
//! - [`normal`]: the few lines of linear algebra that this needs.

pub mod likelihood;
pub mod model;
pub mod normal;
pub mod posterior;
pub mod ranks;
pub mod sampler;
pub mod shifts;
pub mod simulated;
pub mod spread;
pub mod stand_in;
pub mod state;
pub mod targets;

pub use likelihood::{Record, Said};
pub use model::{Model, Unknown, unknowns};
pub use sampler::{Sampler, Simulator, Stopped};
pub use spread::Spread;
pub use state::{Particle, Settings, State};
pub use targets::{Target, Targets};

#[cfg(test)]
mod tests;
