//! Seeds are fixed, so no test fails by chance; where a bound is statistical, its rate of false alarms is stated.

use super::sobol::Dimension;
use super::*;

const UNIT: Law = Law::Uniform { low: 0.0, high: 1.0 };

/// A table with these laws and keys `n0`, `n1`, ...
fn table(laws: impl IntoIterator<Item = Law>) -> Numbers {
    let laws: Vec<Law> = laws.into_iter().collect();
    Numbers { keys: (0..laws.len()).map(|i| format!("n{i}")).collect(), laws, joint: Vec::new() }
}

/// Points of the unit cube, `[run][dimension]`.
fn points(dimensions: usize, runs: u64, seed: u64) -> Vec<Vec<f64>> {
    let numbers = table(vec![UNIT; dimensions]);
    let design = Design::new(&numbers, seed);
    (0..runs).map(|run| design.job(run).numbers).collect()
}

#[test]
fn every_dimension_is_stratified_exactly() {
    let points = points(sobol::DIMENSIONS, 1 << 10, 11);
    for dimension in 0..sobol::DIMENSIONS {
        for k in 0..=10 {
            let parts = 1usize << k;
            let mut seen = vec![false; parts];
            for point in &points[..parts] {
                let part = (point[dimension] * parts as f64) as usize;
                assert!(!std::mem::replace(&mut seen[part], true), "dimension {dimension}: two of {parts} in {part}");
            }
        }
    }
}

/// The smallest t for which the first 2^m points are a (t, m, 2)-net: every box of 2^t / 2^m of the square whose
/// sides are powers of two holds exactly 2^t points.
fn quality(points: &[Vec<f64>], x: usize, y: usize, m: u32) -> u32 {
    let even = |t: u32| {
        (0..=m - t).all(|a| {
            let b = m - t - a;
            let mut counts = vec![0u32; 1 << (m - t)];
            for point in &points[..1 << m] {
                let column = (point[x] * f64::from(1 << a)) as usize;
                let row = (point[y] * f64::from(1 << b)) as usize;
                counts[column << b | row] += 1;
            }
            counts.iter().all(|&count| count == 1 << t)
        })
    };
    (0..=m).find(|&t| even(t)).expect("all points lie in the whole square")
}

#[test]
fn pairs_of_dimensions_are_nets() {
    let points = points(12, 1 << 10, 12);
    for m in 1..=10 {
        assert_eq!(quality(&points, 0, 1, m), 0, "the first two dimensions are a (0, {m}, 2)-net");
    }
    // Scrambling keeps t, so this is a property of Joe and Kuo's numbers alone. Random points would have 10, or 9
    // if the halves of the square happened to hold 512 each.
    let pairs = (1..12).flat_map(|y| (0..y).map(move |x| (x, y)));
    let worst = pairs.map(|(x, y)| quality(&points, x, y, 10)).max();
    assert_eq!(worst, Some(4));
}

#[test]
fn means_converge_faster_than_by_chance() {
    // A smooth function of six dimensions with mean zero, far from additive.
    let mean = |runs: u64, seed| {
        let value = |point: &Vec<f64>| point.iter().map(|u| 1.0 + 1.5 * (u - 0.5)).product::<f64>() - 1.0;
        points(6, runs, seed).iter().map(value).sum::<f64>() / runs as f64
    };
    let root_mean_square = |runs| {
        let errors = (0..24).map(|seed| mean(runs, seed));
        (errors.map(|error| error * error).sum::<f64>() / 24.0).sqrt()
    };
    // The standard deviation of one value, (1 + 1.5^2 / 12)^6 - 1 under the root.
    let by_chance = |runs: f64| (1.1875f64.powi(6) - 1.0).sqrt() / runs.sqrt();
    let (few, many) = (root_mean_square(64), root_mean_square(4096));
    assert!(many < 0.15 * by_chance(4096.0), "4,096 runs: {many} against {} by chance", by_chance(4096.0));
    // Chance would make the error 8 times smaller.
    assert!(few / many > 20.0, "64 runs: {few}, 4,096 runs: {many}");
}

#[test]
fn over_seeds_a_coordinate_is_uniform_and_two_are_independent() {
    let seeds = 4_000u64;
    let numbers = table(vec![UNIT; 3]);
    let of = |run| -> Vec<Vec<f64>> { (0..seeds).map(|seed| Design::new(&numbers, seed).job(run).numbers).collect() };
    let (first, second) = (of(5), of(6));
    // Chi-square with 15 degrees of freedom: 44.3 is exceeded once in 10,000.
    for dimension in 0..3 {
        let mut counts = [0.0; 16];
        first.iter().for_each(|point| counts[(point[dimension] * 16.0) as usize] += 1.0);
        let expected = seeds as f64 / 16.0;
        let chi_square: f64 = counts.iter().map(|count: &f64| (count - expected).powi(2) / expected).sum();
        assert!(chi_square < 44.3, "dimension {dimension}: {chi_square}");
    }
    // Correlations of independent uniforms have standard deviation 1 / sqrt(seeds); four of them: 1 in 16,000.
    let correlation = |a: &[Vec<f64>], x: usize, b: &[Vec<f64>], y: usize| {
        a.iter().zip(b).map(|(p, q)| (p[x] - 0.5) * (q[y] - 0.5)).sum::<f64>() * 12.0 / seeds as f64
    };
    let bound = 4.0 / (seeds as f64).sqrt();
    for (x, y) in [(0, 1), (0, 2), (1, 2)] {
        let found = correlation(&first, x, &first, y);
        assert!(found.abs() < bound, "dimensions {x} and {y} of one run: {found}");
    }
    // Neighbouring seeds.
    let found = correlation(&first[1..], 0, &first, 0);
    assert!(found.abs() < bound, "one seed and the next: {found}");
    // Runs 5 and 6 (binary 101 and 110) differ in the first digit of the first dimension: never in the same half.
    assert!(first.iter().zip(&second).all(|(p, q)| (p[0] < 0.5) != (q[0] < 0.5)));
}

#[test]
fn a_job_depends_on_numbers_seed_and_run_alone() {
    let numbers = mixed();
    let design = Design::new(&numbers, 3);
    let forwards: Vec<Job> = (0..50).map(|run| design.job(run)).collect();
    let again = Design::new(&numbers, 3);
    let backwards: Vec<Job> = (0..50).rev().map(|run| again.job(run)).collect();
    assert!(forwards.iter().eq(backwards.iter().rev()));
    let elsewhere = std::thread::scope(|scope| scope.spawn(|| design.job(17)).join().unwrap());
    assert_eq!(elsewhere, forwards[17]);
    assert_ne!(Design::new(&numbers, 4).job(17).numbers, forwards[17].numbers);
}

/// A number of every kind: fixed, two continuous, one of three sources, and a joint pair.
fn mixed() -> Numbers {
    let mut numbers = table([
        Law::Fixed(7.0),
        Law::LogUniform { low: 1.0, high: 100.0 },
        Law::Choice(vec![10.0, 20.0, 30.0]),
        Law::Fixed(0.0),
        Law::Normal { mean: 0.0, sd: 1.0 },
        Law::Uniform { low: 5.0, high: 6.0 },
    ]);
    let rows = (0..40).map(|row| vec![f64::from(row), f64::from(-row)]).collect();
    numbers.joint.push(JointDraws { quantities: vec![Quantity(3), Quantity(5)], rows });
    numbers
}

#[test]
fn each_kind_of_law_is_drawn_as_it_should() {
    let numbers = mixed();
    let design = Design::new(&numbers, 1);
    assert_eq!(design.uncertain(), [1, 2, 3, 4, 5].map(Quantity));
    let runs = 3_000;
    let (mut chosen, mut rows) = ([0u32; 3], [0u32; 40]);
    for run in 0..runs {
        let drawn = design.job(run).numbers;
        assert_eq!(drawn[0], 7.0);
        assert!((1.0..100.0).contains(&drawn[1]));
        assert_eq!(drawn[3], -drawn[5], "a row is taken whole");
        chosen[(drawn[2] / 10.0) as usize - 1] += 1;
        rows[drawn[3] as usize] += 1;
    }
    // Five standard deviations of binomial counts.
    assert!(chosen.iter().all(|&n| (f64::from(n) - 1000.0).abs() < 5.0 * 25.9), "{chosen:?}");
    assert_eq!(rows, [75; 40], "every row is taken as often");
}

/// In each cycle every row once, in an order that differs from cycle to cycle and from seed to seed; over seeds, every
/// row is as likely in every place, and two places are independent but for being different.
#[test]
fn rows_are_taken_once_a_cycle_in_a_random_order() {
    let mut numbers = table([UNIT]);
    let few = 5;
    numbers
        .joint
        .push(JointDraws { quantities: vec![Quantity(0)], rows: (0..few).map(|row| vec![row as f64]).collect() });
    let seeds = 4_000;
    let mut pairs = vec![0.0; few * few];
    for seed in 0..seeds {
        let design = Design::new(&numbers, seed);
        let order = |cycle: u64| -> Vec<usize> {
            (0..few as u64).map(|place| design.rows(cycle * few as u64 + place)[0]).collect()
        };
        let first = order(0);
        let mut sorted = order(1);
        sorted.sort_unstable();
        assert_eq!(sorted, [0, 1, 2, 3, 4]);
        assert_eq!(design.job(3).numbers, [first[3] as f64]);
        pairs[first[1] * few + first[4]] += 1.0;
    }
    let expected = seeds as f64 / (few * (few - 1)) as f64;
    for (pair, count) in pairs.iter().enumerate() {
        match pair / few == pair % few {
            true => assert_eq!(*count, 0.0),
            // Five standard deviations.
            false => assert!((count - expected).abs() < 5.0 * expected.sqrt(), "{count} for {pair}"),
        }
    }
}

#[test]
fn a_number_in_joint_rows_takes_no_dimension() {
    let mut numbers = table([UNIT, UNIT]);
    let alone = Design::new(&numbers, 1).job(9).numbers[0];
    numbers.joint.push(JointDraws { quantities: vec![Quantity(0)], rows: vec![vec![2.0]] });
    assert_eq!(Design::new(&numbers, 1).job(9).numbers, [2.0, alone]);
}

#[test]
fn new_numbers_behind_the_others_change_nothing_for_them() {
    let numbers = mixed();
    let mut more = numbers.clone();
    more.keys.extend(["later".to_owned(), "latest".to_owned()]);
    more.laws.extend([UNIT, Law::Choice(vec![1.0, 2.0])]);
    for run in 0..20 {
        let (before, after) = (Design::new(&numbers, 1).job(run), Design::new(&more, 1).job(run));
        assert_eq!(before.numbers, after.numbers[..6]);
    }
}

#[test]
fn tables_with_one_design_share_the_numbers_that_both_draw() {
    let first = mixed();
    // Others before, between and behind; the common ones under other laws and in another order.
    let mut second = Numbers::default();
    for (key, law) in [
        ("new", UNIT),
        (first.keys[4].as_str(), Law::Uniform { low: 0.0, high: 1.0 }),
        (first.keys[2].as_str(), Law::Choice(vec![1.0, 2.0, 3.0])),
        ("newer", UNIT),
        (first.keys[1].as_str(), UNIT),
    ] {
        second.keys.push(key.to_owned());
        second.laws.push(law);
    }
    let designs = Design::shared(&[&first, &second], 1);
    let (mut new, alone) = (Vec::new(), Design::new(&first, 1));
    for run in 0..50 {
        let [a, b] = [0, 1].map(|table: usize| designs[table].job(run).numbers);
        assert_eq!(a, alone.job(run).numbers, "the first draws as if alone");
        // log-uniform from 1 to 100 and uniform from 0 to 1, at the same place of their laws.
        assert!((libm::log10(a[1]) / 2.0 - b[4]).abs() < 1e-12);
        let normal = Law::Normal { mean: 0.0, sd: 1.0 }.quantile(b[1]);
        assert!((normal - a[4]).abs() < 1e-12);
        assert_eq!(a[2], b[2] * 10.0);
        new.extend([b[0], b[3]]);
        assert!([a[1], a[4]].iter().all(|old| *old != b[0] && *old != b[3]));
    }
    let mean = new.iter().sum::<f64>() / 100.0;
    assert!((mean - 0.5).abs() < 0.05, "points of two new dimensions, evenly spread: {mean}");
    new.sort_by(f64::total_cmp);
    new.dedup();
    assert_eq!(new.len(), 100);
}

#[test]
fn draws_by_stream_follow_the_key_and_not_the_place() {
    let choice = || Law::Choice((0..1000).map(f64::from).collect());
    let numbers = Numbers { keys: vec!["b".into()], laws: vec![choice()], joint: Vec::new() };
    let moved = Numbers { keys: vec!["a".into(), "b".into(), "b".into()], laws: vec![choice(); 3], joint: Vec::new() };
    let of = |numbers: &Numbers| -> Vec<Vec<f64>> {
        let design = Design::new(numbers, 1);
        (0..10).map(|run| design.job(run).numbers).collect()
    };
    for (alone, among) in of(&numbers).iter().zip(of(&moved)) {
        assert_eq!(alone[0], among[1]);
    }
    let columns = |column: usize| -> Vec<f64> { of(&moved).iter().map(|row| row[column]).collect() };
    assert_ne!(columns(0), columns(1));
    assert_ne!(columns(1), columns(2), "two entries with one key are drawn independently");
}

#[test]
fn numbers_beyond_the_table_are_uniform_and_all_different() {
    let numbers = table(vec![UNIT; sobol::DIMENSIONS + 3]);
    let design = Design::new(&numbers, 1);
    let runs = 4_000;
    let mut sums = [0.0; 3];
    for run in 0..runs {
        let drawn = design.job(run).numbers;
        let beyond = &drawn[sobol::DIMENSIONS..];
        assert!(beyond[0] != beyond[1] && beyond[1] != beyond[2]);
        sums.iter_mut().zip(beyond).for_each(|(sum, u)| *sum += u);
    }
    // Five standard deviations, sqrt(runs / 12) each.
    assert!(sums.iter().all(|sum| (sum - runs as f64 / 2.0).abs() < 5.0 * 18.3), "{sums:?}");
}

#[test]
fn points_of_the_cube_are_those_of_a_design_as_far_as_the_table_goes() {
    let cube = Cube::new(sobol::DIMENSIONS + 2, 3);
    let design = points(sobol::DIMENSIONS, 8, 3);
    let found: Vec<Vec<f64>> = (0..8).map(|number| cube.point(number)).collect();
    for (point, expected) in found.iter().zip(&design) {
        assert_eq!(point[..sobol::DIMENSIONS], expected[..]);
        let beyond = &point[sobol::DIMENSIONS..];
        assert!(beyond.len() == 2 && beyond[0] != beyond[1] && beyond.iter().all(|u| (0.0..1.0).contains(u)));
    }
    assert_ne!(found[0][sobol::DIMENSIONS..], found[1][sobol::DIMENSIONS..]);
}

#[test]
fn a_coordinate_is_never_zero_and_never_one() {
    // The smallest and the largest coordinate that 52 digits can spell.
    for digits in [0u64, (1 << 52) - 1] {
        let u = (digits as f64 + 0.5) * (1.0 / 4_503_599_627_370_496.0);
        assert!(u > 0.0 && u < 1.0);
    }
    let last = Dimension::first(2)[1].coordinate(u64::from(u32::MAX), &Streams::new(1));
    assert!(last > 0.0 && last < 1.0);
}

/// If this fails, every published result changes: raise the version and say so in the change log.
#[test]
fn values_stay_what_they_are() {
    let numbers = mixed();
    let found: Vec<Vec<f64>> =
        [0, 1, 999].iter().map(|&run| Design::new(&numbers, 1).job(run).numbers[1..].to_vec()).collect();
    let expected = [
        [93.69948563405502, 20.0, 3.0, -0.6087612879623864, -3.0],
        [2.420957278483783, 20.0, 18.0, 0.5331368089277077, -18.0],
        [4.533073299847887, 10.0, 12.0, -0.27137242978470305, -12.0],
    ];
    assert_eq!(found, expected);
}
