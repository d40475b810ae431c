//! The only load-decide-append code: import and review.
