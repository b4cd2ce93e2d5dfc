//! Questions asked of many runs: functions of plans, jobs and findings, without disk, clock or terminal.

pub mod compare;
pub mod idle;
pub mod precision;
pub mod robust;
pub mod splitting;
pub mod verdict;
