"""How to run a test, by CMake's files."""

from __future__ import annotations

import pytest

from sphinxext_kwindex.analysis import read_cmake_tests


def command(text: str, path: str = "t/a_test.cc", code: str = "TEST(Suite, One) {}"):
    tests = read_cmake_tests([("t/CMakeLists.txt", text)])
    return tests.command(path, lambda _: code)


def test_a_test_is_run_by_its_name():
    text = """
    # add_test(NAME not COMMAND this)
    add_executable(a_test a_test.cc helper.h)
    ADD_TEST(NAME util.a COMMAND $<TARGET_FILE:a_test> --verbose)
    """
    assert command(text) == r"ctest -R '^util\.a$'"


def test_the_short_form_and_variables_of_the_file_are_understood():
    text = 'set(SRCS a_test.cc "b.cc")\nadd_executable(x ${SRCS})\nadd_test(all x)'
    assert command(text) == "ctest -R '^all$'"
    assert command(text, "t/b.cc") == "ctest -R '^all$'"


def test_sources_added_later_and_in_the_current_folder_count():
    text = """add_executable(x)
    target_sources(x PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/a_test.cc)
    add_test(NAME x COMMAND x)"""
    assert command(text) == "ctest -R '^x$'"


def test_discovered_tests_are_run_by_their_suites():
    text = """add_executable(x a_test.cc)
    gtest_discover_tests(x TEST_PREFIX unit.)"""
    code = "TEST(One, a) {}\n  TEST_F(Two, b) {}\nTEST(One, c) {}\n// TEST(No, x)"
    assert command(text, code=code) == r"ctest -R '^unit\.(.*/)?(One|Two)[./]'"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "add_executable(x a_test.cc)",
        "add_executable(x ${UNKNOWN})\nadd_test(NAME x COMMAND x)",
        (
            "add_executable(x a_test.cc)\nadd_test(NAME a COMMAND x)"
            "\nadd_test(NAME b COMMAND x)"
        ),
        (
            "add_executable(x a_test.cc)\nadd_executable(y a_test.cc)"
            "\nadd_test(NAME x COMMAND x)"
        ),
        "function(f name)\nadd_executable(x a_test.cc)\nadd_test(x x)\nendfunction()",
        'add_executable(x a_test.cc)\nadd_test(NAME "\'; rm -rf ~" COMMAND x)',
        'add_executable(x a_test.cc)\ngtest_discover_tests(x TEST_PREFIX "\'$(y)")',
        "#[[ add_executable(x a_test.cc) add_test(x x) ]]",
        "add_executable(x a_test.cc) add_test(x x",
        ')))"((( add_test(x',
    ],
)
def test_of_what_is_not_certain_nothing_is_said(text):
    assert command(text) == ""


def test_many_suites_are_not_listed():
    code = "\n".join(f"TEST(S{number}, x) {{}}" for number in range(9))
    text = "add_executable(x a_test.cc)\ngtest_discover_tests(x)"
    assert command(text, code=code) == ""
    assert command(text, code="int main() {}") == ""
