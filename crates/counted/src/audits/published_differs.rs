//! A published figure and the same figure counted again at the same checkpoint.

/// One published figure that is not what the records give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference<'a> {
    /// What the figure is of.
    pub of: &'a str,
    /// As published; `None` where the records have it and the publication does not.
    pub published: Option<i64>,
    /// As counted again; `None` where the records have none.
    pub counted: Option<i64>,
}

/// Every difference, in the order of the names. No test and no chance: a difference is a fact, with late data as its innocent
/// explanation. Both lists are sorted by name, and no name stands twice in one.
pub fn published_differs<'a>(
    published: &[(&'a str, i64)],
    counted: &[(&'a str, i64)],
) -> Vec<Difference<'a>> {
    let (mut differences, mut left, mut right) =
        (Vec::new(), published.iter().peekable(), counted.iter().peekable());
    loop {
        let order = match (left.peek(), right.peek()) {
            (None, None) => return differences,
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some(a), Some(b)) => a.0.cmp(b.0),
        };
        let a = if order.is_le() { left.next() } else { None };
        let b = if order.is_ge() { right.next() } else { None };
        let (published, counted) = (a.map(|a| a.1), b.map(|b| b.1));
        if published != counted {
            let of = a.or(b).map_or("", |pair| pair.0);
            differences.push(Difference { of, published, counted });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_difference_is_listed_and_nothing_else() {
        let differences = published_differs(&[("a", 3), ("b", 4), ("d", 1)], &[("a", 3), ("b", 5), ("c", 2)]);
        assert_eq!(
            differences,
            [
                Difference { of: "b", published: Some(4), counted: Some(5) },
                Difference { of: "c", published: None, counted: Some(2) },
                Difference { of: "d", published: Some(1), counted: None },
            ]
        );
        assert!(published_differs(&[("a", 1)], &[("a", 1)]).is_empty());
    }
}
