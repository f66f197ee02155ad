using System.Collections.Frozen;
using Assay.Formats.RData;

namespace Assay.Inspect.Analysers.RData;

/// <summary>Functions of R by what they reach.</summary>
internal static class RFunctions
{
    private static readonly FrozenSet<string> Reaching = Words(
        "system system2 shell shell.exec pipe dyn.load library.dynam download.file socketConnection serverSocket socketAccept "
        + "make.socket url.show browseURL install.packages update.packages sys.source source Sys.setenv unlink file.remove file.rename "
        + "file.copy file.append Sys.chmod writeBin reg.finalizer setHook Rscript rscript .External .External2 .C .Fortran fifo unz "
        + "gzcon curl_download curl_fetch_memory GET POST py_run_string py_run_file processx run_process r_bg sourceCpp cppFunction "
        + "install_github remotes::install_url unserialize readRDS load attach loadRDS q quit");

    private static readonly FrozenSet<string> Reflective = Words(
        "do.call match.fun get get0 mget getFromNamespace getExportedValue getAnywhere Recall Reduce Map lapply sapply vapply mapply "
        + "Filter eapply tapply getNative as.name as.symbol call str2lang str2expression");

    private static readonly FrozenSet<string> Common = Words(
        "q quit load attach readRDS unserialize .External .External2 .C .Fortran GET POST source url.show unlink file.remove "
        + "file.copy file.rename writeBin Sys.setenv setHook reg.finalizer");

    /// <summary>A name that is put together from parts, as <c>paste0("sys", "tem")</c>.</summary>
    private static bool IsAssembled(RCall call) =>
        call.Name is "paste0" or "paste" && call.Texts.Count > 1 && string.Concat(call.Texts) is var name && Reaching.Contains(name)
            && !Common.Contains(name);

    /// <summary>What a call reaches: 2 the system, 1 code that is built, 0 nothing known.</summary>
    public static int Reach(RCall call)
    {
        if (Reaching.Contains(call.Name)) return Common.Contains(call.Name) && !call.InPromise ? 1 : 2;
        if (call.Name is "::" or ":::") return call.Texts.Count > 1 && Reaching.Contains(call.Texts[1]) && !Common.Contains(call.Texts[1]) ? 2 : 0;
        if (IsAssembled(call)) return 2;
        if (Reflective.Contains(call.Name))
        {
            foreach (var text in call.Texts)
            {
                if (Reaching.Contains(text) && !Common.Contains(text)) return 2;
            }
        }
        return call.Name is "parse" or "str2lang" or "str2expression" && call.InPromise ? 2 : 0;
    }

    private static FrozenSet<string> Words(string text) => text.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
