//! Memory and processor time of this process, as far as the system tells.
//!
//! Linux keeps the peak of the resident memory in `/proc/self/status` and the processor time in `/proc/self/stat`. Other
//! systems have other ways, which are not used: there the numbers are left empty.

/// Ticks a second of the times in `/proc/self/stat`: 100 on every Linux that this program is built for.
const TICKS_PER_SECOND: f64 = 100.0;

/// Peak of the resident memory of this process, MiB.
///
/// # Errors
/// In words, where the system does not tell.
pub fn peak_mib() -> Result<f64, String> {
    if !cfg!(target_os = "linux") {
        return Err(format!("{} does not tell in a way that is used here", std::env::consts::OS));
    }
    let status = std::fs::read_to_string("/proc/self/status").map_err(|error| format!("/proc/self/status: {error}"))?;
    let kib =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix("kB")?.trim().parse().ok());
    kib.map(|kib: f64| kib / 1024.0).ok_or_else(|| "/proc/self/status says nothing of VmHWM".to_owned())
}

/// Makes the peak begin anew. Does nothing where the system does not allow it.
pub fn forget_peak() {
    // The peak is then that of the whole process so far: larger, never wrong in the other direction.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// Processor time of all threads of this process so far, seconds, to a hundredth; `None` where the system does not tell.
pub fn cpu_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in brackets, may hold anything. Behind it are the fields from the third on.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |field: usize| fields.get(field - 3)?.parse::<f64>().ok();
    Some((ticks(14)? + ticks(15)?) / TICKS_PER_SECOND)
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;

    #[test]
    fn linux_tells() {
        assert!(peak_mib().unwrap() > 1.0);
        assert!(cpu_seconds().unwrap() >= 0.0);
    }
}
