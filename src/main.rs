//! The command. Everything it does is in [`crossings::cli`].

fn main() -> std::process::ExitCode {
    crossings::cli::main()
}
