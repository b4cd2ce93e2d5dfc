//! Many jobs through an engine, each run reduced at once to the numbers that a study keeps of it.
//!
//! For studies whose runs are points of a design or futures with numbers of their own, where a tally would mix what must
//! stay apart. Batches are handed out in order and put back in order, so neither the number of threads nor an
//! interruption changes what a run gives; a run is forgotten as soon as it has been reduced, so memory holds what is kept
//! and the batches in hand. What was made can be packed, and the rest be made by another process, to the same bits.

use rayon::prelude::*;

use crate::ensemble::{Failed, Keep, Request, Unkept, batch};
use crate::outcome::RunSummary;
use crate::packed::{Damaged, Reader, Writer};

/// Of what is packed; another one cannot be read.
const VERSION: u64 = 1;

/// What is kept of each job.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Made {
    /// In the order of the jobs, up to the first that was not made. Nothing for a job whose run failed.
    pub kept: Vec<Option<Vec<f64>>>,
    /// Runs that panicked or broke a check.
    pub failed: Vec<Failed>,
    /// Did somebody interrupt? Then fewer jobs were made than asked.
    pub interrupted: bool,
}

/// Simulates the jobs of a request and keeps of each what `keep` makes of its run. The `runs` of the request number its
/// jobs; a job may have the number of another run and any numbers.
pub fn each(request: &Request, keep: impl Fn(&RunSummary) -> Vec<f64> + Sync) -> Made {
    let mut made = Made::default();
    made.extend(request, keep, &mut Unkept);
    made
}

/// What is kept of the runs of a batch.
type Reduced = Vec<Result<Vec<f64>, Failed>>;

impl Made {
    /// Makes the jobs of the request that were not made yet, and has it written down whenever that is due and when somebody
    /// interrupts. In one process or in several, the result is the same to the bit.
    pub fn extend(
        &mut self,
        request: &Request,
        keep: impl Fn(&RunSummary) -> Vec<f64> + Sync,
        journal: &mut dyn Keep<Made>,
    ) {
        while !self.interrupted && self.next(request) < request.runs.end {
            self.until_due(request, &keep, journal);
            if self.interrupted || journal.is_due() {
                journal.keep(self);
            }
        }
    }

    /// The first job that was not made.
    fn next(&self, request: &Request) -> u64 {
        request.runs.start + self.kept.len() as u64
    }

    /// Makes jobs until all are made, somebody interrupts or it is time to write them down; some, in any case.
    fn until_due(
        &mut self,
        request: &Request,
        keep: impl Fn(&RunSummary) -> Vec<f64> + Sync,
        journal: &dyn Keep<Made>,
    ) {
        let size = request.engine.batch();
        let starts: Vec<u64> = (self.next(request)..request.runs.end).step_by(size as usize).collect();
        let mut batches: Vec<Option<Reduced>> = starts.iter().map(|_| None).collect();
        let reduced = |run: Result<RunSummary, Failed>| run.and_then(checked).map(|run| keep(&run));
        let at_least = rayon::current_num_threads();
        // A queue: batches begin in order, so that stopping leaves no gaps before the last few.
        starts.iter().zip(&mut batches).enumerate().par_bridge().for_each(|(place, (&start, made))| {
            let due = place >= at_least && journal.is_due();
            if !due && !request.watch.interrupted() {
                let jobs = start..request.runs.end.min(start + size);
                *made = Some(batch(request, jobs).into_iter().map(reduced).collect());
            }
        });
        for run in batches.into_iter().map_while(|batch| batch).flatten() {
            match run {
                Ok(values) => self.kept.push(Some(values)),
                Err(run) => {
                    self.kept.push(None);
                    self.failed.push(run);
                }
            }
        }
        self.interrupted = request.watch.interrupted() && self.next(request) < request.runs.end;
    }

    /// Everything, as bytes: the same for the same jobs.
    pub fn pack(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.number(VERSION);
        writer.number(self.kept.len() as u64);
        for values in &self.kept {
            // Nothing is told apart from no values.
            writer.number(values.as_ref().map_or(0, |values| values.len() as u64 + 1));
            values.iter().flatten().for_each(|&value| writer.float(value));
        }
        writer.number(self.failed.len() as u64);
        self.failed.iter().for_each(|failed| failed.pack(&mut writer));
        writer.bytes
    }

    /// What was packed, of that many jobs at most, which nobody has interrupted.
    ///
    /// # Errors
    /// If the bytes are damaged or of more jobs.
    pub fn unpack(jobs: u64, bytes: &[u8]) -> Result<Self, Damaged> {
        let mut reader = Reader::new(bytes);
        reader.exactly(VERSION, "as the version of what was made")?;
        let mut made = Made::default();
        let number = reader.at_most(reader.left().min(usize::try_from(jobs).unwrap_or(usize::MAX)), "jobs")?;
        for _ in 0..number {
            let values = reader.at_most(reader.left() / size_of::<f64>() + 1, "values of a run")?;
            let values = values.checked_sub(1).map(|values| (0..values).map(|_| reader.float()).collect());
            made.kept.push(values.transpose()?);
        }
        for _ in 0..reader.at_most(number, "failed runs")? {
            made.failed.push(Failed::unpack(&mut reader)?);
        }
        reader.end()?;
        match made.kept.iter().filter(|values| values.is_none()).count() == made.failed.len() {
            true => Ok(made),
            false => Err(Damaged("not as many failed runs as there are gaps".to_owned())),
        }
    }
}

/// A run that broke no check.
fn checked(run: RunSummary) -> Result<RunSummary, Failed> {
    match run.audit.first {
        None => Ok(run),
        Some((check, day)) => Err(Failed::by_check(run.run, check, day, Vec::new())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Engine, Prepared};
    use crate::ensemble::{Request, Unwatched};
    use crate::outcome::Audit;
    use crate::plan::Job;
    use crate::rng::Streams;
    use crate::scenario::{load, read_shipped};

    /// Runs whose total tells their number; a run in nine panics.
    struct Dice;

    impl Engine for Dice {
        fn run(&self, _: &Prepared, jobs: &[Job], _: &Streams) -> Vec<RunSummary> {
            let run = |job: &Job| {
                assert!(job.run % 9 != 4, "a loose floorboard");
                let totals = vec![job.run as i64 * 1000];
                RunSummary { run: job.run, daily: Vec::new(), totals, audit: Audit::default() }
            };
            jobs.iter().map(run).collect()
        }
    }

    fn asked<T>(jobs: u64, ask: impl FnOnce(&Request) -> T) -> T {
        let prepared = Prepared::new(load("scenarios/history.toml", &[], &read_shipped).unwrap().scenario.plan());
        let job = |run: u64| Job::new(run, vec![0.5]);
        let streams = Streams::new(1);
        ask(&Request { prepared: &prepared, engine: &Dice, streams, runs: 0..jobs, job: &job, watch: &Unwatched })
    }

    /// The run by its number, and how often it was doubled.
    fn numbers(run: &RunSummary) -> Vec<f64> {
        vec![run.totals[0] as f64; run.run as usize % 3]
    }

    /// Always due, and keeps the bytes.
    #[derive(Default)]
    struct Diligent(Vec<Vec<u8>>);

    impl Keep<Made> for Diligent {
        fn is_due(&self) -> bool {
            true
        }

        fn keep(&mut self, made: &Made) {
            self.0.push(made.pack());
        }
    }

    fn quiet<T>(work: impl FnOnce() -> T) -> T {
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        let result = work();
        std::panic::set_hook(hook);
        result
    }

    #[test]
    fn from_any_checkpoint_the_rest_is_the_same_to_the_bit() {
        let whole = quiet(|| asked(1000, |request| each(request, numbers)));
        assert_eq!((whole.kept.len(), whole.failed.len(), whole.interrupted), (1000, 111, false));
        assert_eq!(whole.kept[10], Some(vec![10_000.0]));
        assert_eq!(whole.kept[13], None);
        let mut diligent = Diligent::default();
        let stepwise = quiet(|| {
            asked(1000, |request| {
                let mut made = Made::default();
                made.extend(request, numbers, &mut diligent);
                made
            })
        });
        assert_eq!(stepwise, whole);
        assert!(diligent.0.len() > 2, "{} checkpoints", diligent.0.len());
        for checkpoint in &diligent.0 {
            let mut made = Made::unpack(1000, checkpoint).unwrap();
            quiet(|| asked(1000, |request| made.extend(request, numbers, &mut Unkept)));
            assert_eq!(made, whole);
        }
    }

    #[test]
    fn what_is_damaged_or_too_much_is_refused() {
        let bytes = quiet(|| asked(100, |request| each(request, numbers))).pack();
        assert!(Made::unpack(100, &bytes).is_ok());
        assert_eq!(Made::unpack(99, &bytes).unwrap_err().to_string(), "100 jobs, where there can be 99 at most");
        for cut in 0..bytes.len() {
            assert!(Made::unpack(100, &bytes[..cut]).is_err(), "{cut}");
        }
        for place in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[place] ^= 1;
            // Refused or other values; never a panic.
            let _ = Made::unpack(100, &damaged);
        }
    }
}
