//! Pages of charts as they come out.
