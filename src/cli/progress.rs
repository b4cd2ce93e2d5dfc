//! Progress on a terminal, with an estimate of the time left; silence elsewhere. And Ctrl-C.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::ensemble::Watch;

/// How often Ctrl-C was pressed.
static PRESSED: AtomicU32 = AtomicU32::new(0);
static LISTENING: OnceLock<bool> = OnceLock::new();

/// Shows the progress of an ensemble and listens for Ctrl-C: the first ends the work after the batches in hand, the
/// second at once.
pub(super) struct Progress {
    bar: ProgressBar,
    told: Arc<AtomicBool>,
}

impl Progress {
    pub fn new(runs: u64, quiet: bool) -> Self {
        LISTENING.get_or_init(|| {
            ctrlc::set_handler(|| {
                if PRESSED.fetch_add(1, Ordering::SeqCst) > 0 {
                    std::process::exit(130);
                }
            })
            .is_ok()
        });
        let visible = !quiet && std::io::stderr().is_terminal();
        let target = if visible { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(runs), target);
        let style = ProgressStyle::with_template("{bar:32} {human_pos}/{human_len} runs, {per_sec}, {eta} left{msg}");
        bar.set_style(style.expect("the template is a literal"));
        Progress { bar, told: Arc::new(AtomicBool::new(false)) }
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
