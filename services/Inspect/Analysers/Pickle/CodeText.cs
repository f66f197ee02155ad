namespace Assay.Inspect.Analysers.Pickle;

/// <summary>Tells source code and shell commands from the text that constructors of data take.</summary>
internal static class CodeText
{
    private static readonly string[] Marks =
    [
        "__import__(", "os.system(", "os.popen(", "subprocess.", "eval(", "exec(", "compile(", "import os", "import sys", "import socket", "/bin/sh",
        "bash -c", "powershell",
    ];

    public static bool Looks(string text)
    {
        foreach (var mark in Marks)
        {
            if (text.Contains(mark, StringComparison.Ordinal)) return true;
        }
        return false;
    }
}
