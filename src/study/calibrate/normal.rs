//! The normal law of several numbers: a Cholesky factor, log densities, log probabilities of tails.
//!
//! Written here and not taken from a library of linear algebra, because such libraries choose their instructions by the
//! processor and so round differently from machine to machine; a calibration must give the same draws everywhere. Sizes
//! are of tens, so plain loops do. Matrices are square, row after row.

/// `ln(2 pi) / 2`.
const HALF_LN_TWO_PI: f64 = 0.918_938_533_204_672_7;

/// The lower triangle `L` of a symmetric positive definite matrix `L L'`.
#[derive(Clone, Debug, PartialEq)]
pub struct Cholesky {
    size: usize,
    lower: Vec<f64>,
}

impl Cholesky {
    /// The factor of a matrix `[row][column]`; nothing if the matrix is not positive definite.
    pub fn of(matrix: &[f64], size: usize) -> Option<Self> {
        let mut lower = vec![0.0; size * size];
        for row in 0..size {
            for column in 0..=row {
                let (above, current) = (&lower[column * size..][..column], &lower[row * size..][..column]);
                let rest = matrix[row * size + column] - dot(above, current);
                lower[row * size + column] = if column < row {
                    rest / lower[column * size + column]
                } else if rest > 0.0 {
                    rest.sqrt()
                } else {
                    return None;
                };
            }
        }
        Some(Cholesky { size, lower })
    }

    /// The same for a matrix that may be singular (a covariance of fewer draws than numbers): what is added to its diagonal
    /// is as little as makes it definite.
    ///
    /// # Panics
    /// If an entry is not a number.
    pub fn of_nearly(matrix: &[f64], size: usize) -> Self {
        let largest = (0..size).map(|i| matrix[i * size + i]).fold(1e-12, f64::max);
        let with = |jitter: f64| {
            let mut matrix = matrix.to_vec();
            (0..size).for_each(|i| matrix[i * size + i] += jitter * largest);
            Cholesky::of(&matrix, size)
        };
        let jitters = [0.0, 1e-12, 1e-10, 1e-8, 1e-6, 1e-4, 1e-2, 1.0, 1e3];
        jitters.into_iter().find_map(with).expect("a large enough diagonal makes a matrix of numbers definite")
    }

    /// `L x`: a draw with the covariance, from independent standard normal numbers.
    pub fn times(&self, x: &[f64]) -> Vec<f64> {
        let row = |row: usize| self.lower[row * self.size..][..=row].iter().zip(x).map(|(l, x)| l * x).sum();
        (0..self.size).map(row).collect()
    }

    /// `L^-1 x`.
    pub fn whitened(&self, x: &[f64]) -> Vec<f64> {
        let mut white: Vec<f64> = Vec::with_capacity(self.size);
        for row in 0..self.size {
            let lower = &self.lower[row * self.size..][..=row];
            let known = dot(&lower[..row], &white);
            white.push((x[row] - known) / lower[row]);
        }
        white
    }

    /// `(L L')^-1 x`: the solution of a system of equations.
    pub fn solved(&self, x: &[f64]) -> Vec<f64> {
        let mut solution = self.whitened(x);
        for row in (0..self.size).rev() {
            solution[row] /= self.lower[row * self.size + row];
            let found = solution[row];
            for column in 0..row {
                solution[column] -= self.lower[row * self.size + column] * found;
            }
        }
        solution
    }

    /// Log density of the normal law with mean zero at `x`.
    pub fn log_density(&self, x: &[f64]) -> f64 {
        let square: f64 = self.whitened(x).iter().map(|w| w * w).sum();
        let log_determinant: f64 = (0..self.size).map(|i| libm::log(self.lower[i * self.size + i])).sum();
        -0.5 * square - log_determinant - self.size as f64 * HALF_LN_TWO_PI
    }

    /// The inverse of the matrix, for closed forms.
    #[cfg(test)]
    pub fn inverse(&self) -> Vec<f64> {
        let unit = |i: usize| (0..self.size).map(|j| if i == j { 1.0 } else { 0.0 }).collect::<Vec<f64>>();
        (0..self.size).flat_map(|i| self.solved(&unit(i))).collect()
    }
}

/// The sum of products, in an order that the vectors of any processor can follow: eight sums side by side.
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    let (a_eights, b_eights) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f64 = a_eights.remainder().iter().zip(b_eights.remainder()).map(|(a, b)| a * b).sum();
    let mut sums = [0.0; 8];
    for (a, b) in a_eights.zip(b_eights) {
        for i in 0..8 {
            sums[i] += a[i] * b[i];
        }
    }
    sums.iter().sum::<f64>() + rest
}

/// Covariance of rows of numbers, `[row][number]`, with weight one each.
pub fn covariance(rows: &[&[f64]]) -> Vec<f64> {
    let (count, size) = (rows.len() as f64, rows[0].len());
    let mean: Vec<f64> = (0..size).map(|i| rows.iter().map(|row| row[i]).sum::<f64>() / count).collect();
    let mut sum = vec![0.0; size * size];
    for row in rows {
        for i in 0..size {
            for j in 0..size {
                sum[i * size + j] += (row[i] - mean[i]) * (row[j] - mean[j]);
            }
        }
    }
    sum.iter().map(|sum| sum / (count - 1.0)).collect()
}

/// Log of the probability that a standard normal number is below `z`, exact far into the tail.
pub fn log_below(z: f64) -> f64 {
    if z > -30.0 {
        return libm::log(0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2));
    }
    // Three terms of the asymptotic series, of which the next would be below one in a hundred million there.
    let inverse_square = 1.0 / (z * z);
    let series = libm::log1p(-inverse_square + 3.0 * inverse_square * inverse_square);
    -0.5 * z * z - HALF_LN_TWO_PI - libm::log(-z) + series
}

/// Log of the probability that a standard normal number is between two ends, `low <= high`.
pub fn log_between(low: f64, high: f64) -> f64 {
    // Both ends on the same side of zero: measured from the nearer tail, where nothing cancels.
    let (low, high) = if low > 0.0 { (-high, -low) } else { (low, high) };
    let (inner, outer) = (log_below(high), log_below(low));
    inner + libm::log1p(-libm::exp(outer - inner))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MATRIX: [f64; 9] = [4.0, 2.0, 0.6, 2.0, 3.0, 0.5, 0.6, 0.5, 1.0];

    #[test]
    fn a_factor_gives_the_matrix_back() {
        let factor = Cholesky::of(&MATRIX, 3).unwrap();
        for (row, expected) in MATRIX.chunks(3).enumerate() {
            for (column, expected) in expected.iter().enumerate() {
                let product: f64 = (0..3).map(|k| factor.lower[row * 3 + k] * factor.lower[column * 3 + k]).sum();
                assert!((product - expected).abs() < 1e-14);
            }
        }
        let inverse = factor.inverse();
        for row in 0..3 {
            for column in 0..3 {
                let product: f64 = (0..3).map(|k| MATRIX[row * 3 + k] * inverse[k * 3 + column]).sum();
                assert!((product - f64::from(row == column)).abs() < 1e-13);
            }
        }
        let x = [0.3, -1.0, 2.0];
        assert!(factor.times(&factor.whitened(&x)).iter().zip(x).all(|(a, b)| (a - b).abs() < 1e-14));
    }

    /// Two independent numbers: the sum of two densities of one.
    #[test]
    fn densities_by_hand() {
        let factor = Cholesky::of(&[4.0, 0.0, 0.0, 9.0], 2).unwrap();
        let one = |x: f64, sd: f64| -0.5 * (x / sd).powi(2) - libm::log(sd) - HALF_LN_TWO_PI;
        assert!((factor.log_density(&[1.0, -2.0]) - one(1.0, 2.0) - one(-2.0, 3.0)).abs() < 1e-14);
    }

    #[test]
    fn a_singular_matrix_is_mended_and_an_indefinite_one_refused() {
        let singular = [1.0, 1.0, 1.0, 1.0];
        assert_eq!(Cholesky::of(&[1.0, 2.0, 2.0, 1.0], 2), None);
        let factor = Cholesky::of_nearly(&singular, 2);
        assert!((factor.times(&[1.0, 0.0])[1] - 1.0).abs() < 1e-4);
    }

    #[test]
    fn tails_are_exact_where_probabilities_vanish() {
        // ln Phi(-10) and ln Phi(-40), from tables of high precision.
        for (z, expected) in [(0.0, libm::log(0.5)), (-10.0, -53.231_285_151), (-40.0, -804.608_442_01)] {
            assert!((log_below(z) - expected).abs() < 1e-6, "{z}: {}", log_below(z));
        }
        assert!((log_between(-1.0, 1.0) - libm::log(0.682_689_492_137)).abs() < 1e-9);
        assert!((log_between(10.0, 11.0) - log_between(-11.0, -10.0)).abs() < 1e-12);
        assert!((log_between(10.0, 11.0) - (-53.231_285_151)).abs() < 1e-4);
    }
}
