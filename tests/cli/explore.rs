//! `crossings explore`: the page as a file. What happens in a browser is in `tests/browser`.

use crate::Desk;

#[test]
fn the_page_is_one_file_with_everything_in_it() {
    let desk = Desk::new();
    let out = desk.done(&["explore", "--no-open"]).out;
    assert!(out.contains("output/explorer.html is written"), "{out}");
    let page = desk.read("output/explorer.html");
    assert!(page.len() < 2_000_000, "{} bytes", page.len());
    assert!(page.contains("default-src 'none'") && page.contains("\"start\":\"scenarios/history.toml\""));
    assert!(page.contains("A winter moratorium, with money for reception"), "the shipped scenarios are in it");
    // What is there may be somebody's.
    let again = desk.crossings(&["explore", "--no-open"]);
    assert_eq!((again.code, again.err.contains("add --force")), (1, true), "{}", again.err);
    desk.done(&["explore", "--no-open", "--force"]);
}

#[test]
fn scenarios_of_ones_own_go_along_with_the_files_that_they_extend() {
    let desk = Desk::new();
    desk.write(
        "mine/half.toml",
        "extends = \"history.toml\"\ntitle = \"</script>Half\"\n[policy.protection]\npor = 0.5\n",
    );
    desk.write("mine/whole.toml", "extends = \"half.toml\"\ntitle = \"Whole\"\n[policy.protection]\nacc = 1.0\n");
    desk.done(&["explore", "mine/whole.toml", "--set", "policy.protection.por=0.7", "--no-open", "-o", "page.html"]);
    let page = desk.read("page.html");
    assert!(page.contains("\"start\":\"mine/whole.toml\",\"set\":[\"policy.protection.por=0.7\"]"));
    assert!(page.contains("\\u003c/script>Half") && !page.contains("</script>Half"), "a title is no markup");
    assert!(page.contains("\"mine/history.toml\":"), "a shipped file that is extended from another folder");
    assert!(!page.contains("\"scenarios/base/world.toml\":"), "what the engine has is not there twice");
}

#[test]
fn what_is_wrong_is_told_and_nothing_is_written() {
    let desk = Desk::new();
    desk.write("typo.toml", "extends = \"history.toml\"\ntitle = \"Typo\"\n[policy.protecton]\npor = 1.0\n");
    let ended = desk.crossings(&["explore", "typo.toml", "histroy", "--no-open", "-o", "page.html"]);
    assert_eq!(ended.code, 1);
    assert!(ended.err.contains("did you mean `protection`?"), "{}", ended.err);
    assert!(ended.err.contains("did you mean `history`?"), "the problems of all are told: {}", ended.err);
    assert!(!desk.path("page.html").exists());
    let folder = desk.crossings(&["explore", "--no-open", "-o", "."]);
    assert!(folder.code == 1 && folder.err.contains("is a folder"), "{}", folder.err);
}
