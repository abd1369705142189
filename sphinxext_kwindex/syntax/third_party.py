"""Macros of well-known libraries that make declarations or attributes.

Their definitions are outside of most trees, so the tree's own table has none of them.
"""

from __future__ import annotations

__all__ = ["ATTRIBUTES", "REWRITTEN", "STATEMENTS", "TEST_CLASSES"]

TEST_CLASSES = frozenset(
    {"TEST", "TEST_F", "TEST_P", "TYPED_TEST", "TYPED_TEST_P", "FRIEND_TEST"}
)
"""GoogleTest: ``TEST(Suite, Name) {}`` defines the class ``Suite_Name_Test``."""

STATEMENTS = frozenset(
    {
        "BENCHMARK", "BENCHMARK_F", "BENCHMARK_DEFINE_F", "BENCHMARK_REGISTER_F",
        "BENCHMARK_MAIN", "BENCHMARK_TEMPLATE", "BENCHMARK_CAPTURE",
        "INSTANTIATE_TEST_SUITE_P", "INSTANTIATE_TEST_CASE_P",
        "INSTANTIATE_TYPED_TEST_SUITE_P", "INSTANTIATE_TYPED_TEST_CASE_P",
        "TYPED_TEST_SUITE", "TYPED_TEST_SUITE_P", "TYPED_TEST_CASE",
        "TYPED_TEST_CASE_P", "REGISTER_TYPED_TEST_SUITE_P",
        "REGISTER_TYPED_TEST_CASE_P",
        "GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST",
        "GTEST_DISALLOW_COPY_AND_ASSIGN_", "MOCK_METHOD", "MOCK_CONST_METHOD0",
        "MOCK_CONST_METHOD1", "MOCK_METHOD0", "MOCK_METHOD1", "MOCK_METHOD2",
        "MOCK_METHOD3", "MOCK_METHOD4", "MOCK_METHOD5", "DISALLOW_COPY_AND_ASSIGN",
        "DISALLOW_COPY", "DISALLOW_ASSIGN", "PyObject_HEAD", "PyObject_VAR_HEAD",
        "PyObject_HEAD_EXTRA", "Q_OBJECT", "Q_GADGET", "Q_NAMESPACE", "Q_PROPERTY",
        "Q_ENUM", "Q_ENUMS", "Q_FLAG", "Q_FLAGS", "Q_DECLARE_FLAGS",
        "Q_DECLARE_METATYPE", "Q_DECLARE_PRIVATE", "Q_DECLARE_PUBLIC",
        "Q_DECLARE_OPERATORS_FOR_FLAGS", "Q_DISABLE_COPY", "Q_DISABLE_COPY_MOVE",
        "Q_INTERFACES", "Q_CLASSINFO", "Q_PLUGIN_METADATA", "Q_INVOKABLE",
        "PYBIND11_MAKE_OPAQUE", "PYBIND11_DECLARE_HOLDER_TYPE",
        "BOOST_STATIC_ASSERT", "BOOST_CLASS_EXPORT",
        "EIGEN_MAKE_ALIGNED_OPERATOR_NEW", "G_DEFINE_TYPE", "G_DECLARE_FINAL_TYPE",
        "G_BEGIN_DECLS", "G_END_DECLS",
    }
)  # fmt: skip
"""Whole declarations, or parts of a class, without a name that is written there."""

ATTRIBUTES = frozenset(
    {
        "__attribute__", "__attribute", "__declspec", "__asm__", "__asm", "asm",
        "_Pragma", "__pragma", "__cdecl", "__stdcall", "__fastcall", "__thiscall",
        "__vectorcall", "__restrict", "__restrict__", "__extension__", "__inline",
        "__inline__", "__forceinline", "__noinline__", "_Noreturn", "__ptr64",
        "__host__", "__device__", "__global__", "__shared__", "__constant__",
        "__launch_bounds__", "__noreturn__", "WINAPI", "APIENTRY", "CALLBACK",
        "STDMETHODCALLTYPE", "DLLEXPORT", "DLLIMPORT", "BOOST_NOEXCEPT",
        "BOOST_CONSTEXPR", "BOOST_FORCEINLINE", "BOOST_SYMBOL_EXPORT",
        "EIGEN_STRONG_INLINE", "EIGEN_ALWAYS_INLINE", "EIGEN_DEVICE_FUNC",
        "EIGEN_DONT_INLINE", "EIGEN_CONSTEXPR", "EIGEN_NOEXCEPT",
        "EIGEN_DEPRECATED", "PYBIND11_NOINLINE", "PYBIND11_EXPORT",
        "PYBIND11_DEPRECATED", "PYBIND11_NAMESPACE_BEGIN", "PYBIND11_NAMESPACE_END",
        "PROTOBUF_EXPORT", "PROTOBUF_DEPRECATED", "PROTOBUF_NODISCARD",
        "PROTOBUF_ALWAYS_INLINE", "PROTOBUF_FINAL",
        "PROTOBUF_ATTRIBUTE_REINITIALIZES", "FMT_API", "FMT_CONSTEXPR",
        "FMT_CONSTEXPR20", "FMT_INLINE", "FMT_NOEXCEPT", "FMT_FUNC",
        "FMT_DEPRECATED", "FMT_BEGIN_NAMESPACE", "FMT_END_NAMESPACE",
        "FMT_BEGIN_EXPORT", "FMT_END_EXPORT", "FMT_EXPORT", "FMT_NORETURN",
        "FMT_NODISCARD", "FMT_MODULE_EXPORT", "FMT_MODULE_EXPORT_BEGIN",
        "FMT_MODULE_EXPORT_END", "SPDLOG_API", "SPDLOG_INLINE", "SPDLOG_NOEXCEPT",
        "SPDLOG_CONSTEXPR", "JNIEXPORT", "JNICALL", "XMLCALL", "ZEXPORT", "ZEXTERN",
        "PNG_EXPORT", "Q_DECL_EXPORT", "Q_DECL_IMPORT", "Q_DECL_OVERRIDE",
        "Q_DECL_NOEXCEPT", "Q_REQUIRED_RESULT", "G_GNUC_CONST", "G_GNUC_PURE",
        "G_GNUC_UNUSED", "GLIB_AVAILABLE_IN_ALL", "__BEGIN_DECLS", "__END_DECLS",
        "__THROW", "__nonnull", "__wur",
    }
)  # fmt: skip
"""With their arguments, if they have some."""

REWRITTEN = {
    "signals": "public ",
    "Q_SIGNALS": "public",
    "Q_SLOTS": "",
    "slots": "",
    "PyMODINIT_FUNC": "void",
    "JNIEXPORT": "",
}
"""What stands in place of a word; at most as long as it."""
