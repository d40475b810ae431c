//! Where to look at a curve, and with what weight, so that few looks give its integral.

use core::f64::consts::PI;

/// One place at which a curve is looked at, with the weight its height has in the integral.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Node {
    /// Where.
    pub at: f64,
    /// How much the height there counts.
    pub weight: f64,
}

/// The places and weights of Gauss and Legendre between two bounds: exact for polynomials of degree up to 2 × `count` − 1.
///
/// # Source
/// Abramowitz and Stegun (1964), 25.4.29; the roots by Newton's method from the usual cosine approximation.
pub fn gauss_legendre(count: usize, from: f64, to: f64) -> Vec<Node> {
    let middle = 0.5 * (from + to);
    let half = 0.5 * (to - from);
    (1..=count)
        .map(|number| {
            let (root, slope) = root(count, number);
            let weight = 2.0 / ((1.0 - root * root) * slope * slope);
            Node { at: middle - half * root, weight: half * weight }
        })
        .collect()
}

/// A root of the Legendre polynomial, and the slope there.
fn root(degree: usize, number: usize) -> (f64, f64) {
    let mut at = (PI * (number as f64 - 0.25) / (degree as f64 + 0.5)).cos();
    for _ in 0..100 {
        let (height, slope) = legendre(degree, at);
        let step = height / slope;
        at -= step;
        if step.abs() < 1e-16 {
            break;
        }
    }
    (at, legendre(degree, at).1)
}

/// Height and slope of the Legendre polynomial of this degree, by its recurrence.
fn legendre(degree: usize, at: f64) -> (f64, f64) {
    let (mut before, mut height) = (0.0, 1.0);
    for n in 1..=degree {
        let n = n as f64;
        let next = ((2.0 * n - 1.0) * at * height - (n - 1.0) * before) / n;
        before = height;
        height = next;
    }
    (height, degree as f64 * (at * height - before) / (at * at - 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn integral(nodes: &[Node], curve: impl Fn(f64) -> f64) -> f64 {
        nodes.iter().map(|node| node.weight * curve(node.at)).sum()
    }

    #[test]
    fn five_looks_are_exact_to_degree_nine_and_not_beyond() {
        let nodes = gauss_legendre(5, -1.0, 1.0);
        assert!((integral(&nodes, |x| x.powi(8)) - 2.0 / 9.0).abs() < 1e-14);
        assert!((integral(&nodes, |x| x.powi(10)) - 2.0 / 11.0).abs() > 1e-4);
    }

    #[test]
    fn bounds_are_kept() {
        let nodes = gauss_legendre(12, 0.0, 3.0);
        assert!((integral(&nodes, f64::exp) - (3f64.exp() - 1.0)).abs() < 1e-12);
    }
}
