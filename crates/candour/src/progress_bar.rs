//! Progress on the terminal; silent where nobody watches.

use std::io::IsTerminal;
use std::sync::Mutex;

use desk::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// One bar that follows the step now being done.
pub(crate) struct Bar {
    bar: ProgressBar,
    what: Mutex<String>,
}

impl Bar {
    pub(crate) fn new() -> Self {
        let bar = ProgressBar::new(0);
        let watched = std::io::stderr().is_terminal();
        bar.set_draw_target(if watched {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        });
        Self { bar, what: Mutex::default() }
    }

    pub(crate) fn show(&self, progress: Progress<'_>) {
        // A poisoned lock only means another thread panicked while naming its step.
        let mut what = self.what.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if *what != progress.what {
            what.clear();
            what.push_str(progress.what);
            self.bar.set_message(progress.what.to_owned());
            self.bar.set_style(style(progress.of > 0));
            self.bar.set_length(progress.of);
        }
        self.bar.set_position(progress.done);
        if progress.of == 0 {
            self.bar.tick();
        }
    }

    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

fn style(known: bool) -> ProgressStyle {
    let template =
        if known { "{msg:28} {bar:32} {percent:>3} %  {eta} left" } else { "{msg:28} {spinner} {elapsed}" };
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
