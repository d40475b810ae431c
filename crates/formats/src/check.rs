//! What a file would give, in numbers.
