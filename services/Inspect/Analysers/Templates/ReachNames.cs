using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Assay.Inspect.Analysers.Templates;

/// <summary>Names that lead from a template's values into the interpreter that renders it.</summary>
internal static partial class ReachNames
{
    private static readonly FrozenSet<string> Internals = Words(
        "func_globals func_code func_closure func_defaults im_func im_class im_self gi_frame gi_code gi_yieldfrom cr_frame cr_code cr_await ag_frame ag_code "
        + "f_globals f_locals f_builtins f_back f_code tb_frame tb_next co_code co_consts co_names mro format_map _module _TemplateReference__context "
        + "_Environment__globals _load_template _get_default_module_async get_corresponding_lineno root_render_func environment_class from_string_environment");

    private static readonly FrozenSet<string> Commands = Words(
        "popen system spawn spawnl spawnv spawnlp execv execve execl execlp posix_spawn startfile check_output check_call getoutput getstatusoutput Popen eval exec "
        + "execfile import_module load_module exec_module __import__ urlopen urlretrieve fork forkpty runpy run_path run_module unlink rmtree chmod");

    private static readonly FrozenSet<string> Functions = Words(
        "eval exec execfile compile open globals locals vars breakpoint getattr setattr delattr __import__ input raw_input importlib help memoryview type super object "
        + "get_flashed_messages url_for lookup popen system");

    private static readonly FrozenSet<string> Modules = Words(
        "os sys subprocess importlib builtins pty socket shutil pickle cPickle marshal ctypes commands platform posix nt requests urllib urllib2 http httpx aiohttp runpy "
        + "code codecs inspect types gc threading multiprocessing signal pathlib tempfile ftplib smtplib paramiko torch_load joblib dill cloudpickle shelve yaml");

    /// <summary>True for attributes of Python's own objects, which no message, tool or list of a conversation has.</summary>
    public static bool IsInternal(string name) => Dunder().IsMatch(name) || Internals.Contains(name);

    /// <summary>True for text that holds such a name beside other things.</summary>
    public static bool HoldsInternal(string text) => text.Length <= 4096 && KnownDunder().IsMatch(text);

    /// <summary>True for methods that run commands or code.</summary>
    public static bool IsCommand(string name) => Commands.Contains(name);

    /// <summary>True for functions of Python that a template has no honest use for.</summary>
    public static bool IsFunction(string name) => Functions.Contains(name);

    public static bool IsModule(string name) => Modules.Contains(name);

    public static bool IsUnderscored(string name) => name.Length > 1 && name[0] == '_' && name.AsSpan().IndexOfAnyExcept('_') >= 0;

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    [GeneratedRegex(@"^__[A-Za-z][A-Za-z0-9_]*__$", RegexOptions.CultureInvariant)]
    private static partial Regex Dunder();

    [GeneratedRegex(
        @"__(class|mro|subclasses|subclasshook|globals|builtins|import|bases?|dict|init|new|getattribute|getattr|getitem|reduce|reduce_ex|code|closure|call|func|self|module|loader|spec|wrapped|name|qualname|init_subclass|setattr|getstate|setstate|kwdefaults|annotations|weakref)__",
        RegexOptions.CultureInvariant)]
    private static partial Regex KnownDunder();
}
