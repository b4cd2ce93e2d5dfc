//! Progress on a terminal, with an estimate of the time left; silence elsewhere. And Ctrl-C.

use std::fmt::Write;
use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::ensemble::Watch;
use crate::output::RunFolder;

/// How often Ctrl-C was pressed.
static PRESSED: AtomicU32 = AtomicU32::new(0);

/// Listens for Ctrl-C from now on, and for what schedulers send: the first ends the work after the batches in hand, the second
/// at once. The second takes the hidden folder with it if nothing is in it; with a checkpoint in it, it stays.
pub(super) fn listen(folder: &RunFolder) {
    let leave = folder.leaver();
    let listening = ctrlc::set_handler(move || {
        if PRESSED.fetch_add(1, Ordering::SeqCst) > 0 {
            leave();
            std::process::exit(130);
        }
    });
    // Without a handler Ctrl-C ends the program at once, as it does elsewhere.
    let _ = listening;
}

/// Ends the work after the batches in hand, because it cannot go on.
pub(super) fn end() {
    PRESSED.fetch_add(1, Ordering::SeqCst);
}

/// Shows the progress of an ensemble and tells it of Ctrl-C.
pub(super) struct Progress {
    bar: ProgressBar,
    told: AtomicBool,
}

impl Progress {
    pub fn new(runs: u64, quiet: bool) -> Self {
        let visible = !quiet && std::io::stderr().is_terminal();
        let target = if visible { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(runs), target);
        let style = ProgressStyle::with_template("{bar:32} {human_pos}/{human_len} runs, {speed}, {eta} left{msg}");
        let speed = |state: &ProgressState, out: &mut dyn Write| {
            // A speed that cannot be printed is no reason to stop.
            let _ = write!(out, "{:.0}/s", state.per_sec());
        };
        bar.set_style(style.expect("the template is a literal").with_key("speed", speed));
        Progress { bar, told: AtomicBool::new(false) }
    }

    /// So many runs were made by an earlier process.
    pub fn already(&self, runs: u64) {
        self.bar.set_position(runs);
        self.bar.reset_eta();
    }

    /// So many runs are expected in all, because of what the message says.
    pub fn expect(&self, runs: u64, message: &str) {
        self.bar.set_length(runs);
        self.bar.set_message(message.to_owned());
    }

    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Watch for Progress {
    fn advanced(&self, runs: u64) {
        self.bar.inc(runs);
    }

    fn interrupted(&self) -> bool {
        let interrupted = PRESSED.load(Ordering::SeqCst) > 0;
        if interrupted && !self.told.swap(true, Ordering::SeqCst) {
            self.bar.set_message("; ending after the batches in hand");
        }
        interrupted
    }
}

/// Shows one thing after another that is being done, and tells of Ctrl-C.
pub(super) struct Steps {
    bar: ProgressBar,
}

impl Steps {
    pub fn new(quiet: bool) -> Self {
        let visible = !quiet && std::io::stderr().is_terminal();
        let target = if visible { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target);
        bar.set_style(ProgressStyle::with_template("{elapsed:>4} {msg}").expect("the template is a literal"));
        Steps { bar }
    }

    /// Steps aside while something is printed.
    pub fn pause(&self, print: impl FnOnce()) {
        self.bar.suspend(print);
    }

    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl crate::bench::Watch for Steps {
    fn doing(&self, what: &str) {
        self.bar.set_message(what.to_owned());
        self.bar.tick();
    }

    fn interrupted(&self) -> bool {
        PRESSED.load(Ordering::SeqCst) > 0
    }
}
