//! Frailty: unobserved differences in the readiness to leave.
//!
//! Frailty is Gamma with mean 1 and coefficient of variation `sigma_nu`. Its Gauss quadrature with K nodes replaces the
//! continuous law: K groups of households, group k multiplying its hazards by `nu_k` and holding a share `w_k` of the
//! people. The rule integrates the first 2K moments exactly. Nodes and weights come from the recurrence of the
//! generalised Laguerre polynomials by the method of Golub and Welsch (1969): the eigenvalues of the symmetric
//! tridiagonal Jacobi matrix, and the squares of the first components of its eigenvectors.

/// Nodes and weights of the Gauss quadrature of Gamma(mean 1, coefficient of variation `cv`): `(nu, w)`, `[node]`,
/// nodes ascending, weights adding up to one.
///
/// With one node, or without variation, everybody is average.
pub fn gauss_gamma(cv: f64, nodes: usize) -> (Vec<f64>, Vec<f64>) {
    if nodes == 1 || cv <= 1e-6 {
        return (vec![1.0; nodes], vec![1.0 / nodes as f64; nodes]);
    }
    let scale = cv * cv;
    let shape = 1.0 / scale;
    let diagonal: Vec<f64> = (0..nodes).map(|i| (2.0 * i as f64 + shape) * scale).collect();
    let beside: Vec<f64> = (1..nodes).map(|i| libm::sqrt(i as f64 * (i as f64 - 1.0 + shape)) * scale).collect();
    let mut pairs = eigenvalues_and_first_components(&diagonal, &beside);
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let total: f64 = pairs.iter().map(|pair| pair.1 * pair.1).sum();
    pairs.into_iter().map(|(node, first)| (node, first * first / total)).unzip()
}

/// Eigenvalues of a symmetric tridiagonal matrix and the first component of each eigenvector, by cyclic Jacobi
/// rotations: slower than QL for large matrices, simpler and very accurate for the handful of nodes used here.
fn eigenvalues_and_first_components(diagonal: &[f64], beside: &[f64]) -> Vec<(f64, f64)> {
    let n = diagonal.len();
    let mut matrix = vec![vec![0.0; n]; n];
    for i in 0..n {
        matrix[i][i] = diagonal[i];
        if i + 1 < n {
            matrix[i][i + 1] = beside[i];
            matrix[i + 1][i] = beside[i];
        }
    }
    let mut first: Vec<f64> = (0..n).map(|i| if i == 0 { 1.0 } else { 0.0 }).collect();
    for _sweep in 0..60 {
        let off: f64 = (0..n).flat_map(|i| (0..i).map(move |j| (i, j))).map(|(i, j)| matrix[i][j].abs()).sum();
        if off < 1e-300 {
            break;
        }
        for p in 0..n {
            for q in p + 1..n {
                rotate(&mut matrix, &mut first, p, q);
            }
        }
    }
    (0..n).map(|i| (matrix[i][i], first[i])).collect()
}

/// One Jacobi rotation that makes `matrix[p][q]` vanish, applied to the first components as well.
fn rotate(matrix: &mut [Vec<f64>], first: &mut [f64], p: usize, q: usize) {
    if matrix[p][q] == 0.0 {
        return;
    }
    let theta = (matrix[q][q] - matrix[p][p]) / (2.0 * matrix[p][q]);
    let tangent = theta.signum() / (theta.abs() + libm::sqrt(theta * theta + 1.0));
    let cosine = 1.0 / libm::sqrt(tangent * tangent + 1.0);
    let sine = tangent * cosine;
    for row in matrix.iter_mut() {
        let (a, b) = (row[p], row[q]);
        row[p] = cosine * a - sine * b;
        row[q] = sine * a + cosine * b;
    }
    for column in 0..first.len() {
        let (a, b) = (matrix[p][column], matrix[q][column]);
        matrix[p][column] = cosine * a - sine * b;
        matrix[q][column] = sine * a + cosine * b;
    }
    matrix[p][q] = 0.0;
    matrix[q][p] = 0.0;
    let (a, b) = (first[p], first[q]);
    first[p] = cosine * a - sine * b;
    first[q] = sine * a + cosine * b;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// T14: moments 0 to 5 of the Gamma law with three nodes, to 1e-12.
    #[test]
    fn three_nodes_have_the_first_six_moments_of_the_gamma_law() {
        for cv in [0.1, 0.5, 0.9, 1.0, 1.6] {
            let (nodes, weights) = gauss_gamma(cv, 3);
            let shape = 1.0 / (cv * cv);
            let mut moment = 1.0;
            for power in 0..=5 {
                let quadrature: f64 = nodes.iter().zip(&weights).map(|(&nu, &w)| w * nu.powi(power)).sum();
                assert!((quadrature / moment - 1.0).abs() < 1e-12, "cv {cv}, moment {power}");
                moment *= (shape + f64::from(power)) / shape;
            }
        }
    }

    #[test]
    fn without_variation_everybody_is_average() {
        assert_eq!(gauss_gamma(0.0, 2), (vec![1.0, 1.0], vec![0.5, 0.5]));
        assert_eq!(gauss_gamma(0.9, 1), (vec![1.0], vec![1.0]));
    }
}
