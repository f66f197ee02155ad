using System.CommandLine;
using System.CommandLine.Parsing;

namespace Assay.Cli.Commands;

/// <summary>Options that several commands share, and how enumerations are read from the command line.</summary>
internal static class SharedOptions
{
    public static Option<string?> Data() => new("--data")
    {
        Description = "Folder for the database and the blobs of the embedded mode (ASSAY_DATA; default: ~/.local/share/assay)",
        HelpName = "DIR",
    };

    public static Option<string?> Server() => new("--server")
    {
        Description = "Address of the Assay server (ASSAY_SERVER; default: http://127.0.0.1:7171)",
        HelpName = "URL",
    };

    public static Option<string?> Token() => new("--token")
    {
        Description = "API token; better given as ASSAY_TOKEN, which other users of the machine cannot see",
        HelpName = "TOKEN",
    };

    public static Option<string> ReportFormat() => new("--format")
    {
        Description = "text, json, markdown, html, sarif or junit (default: text)",
        HelpName = "FORMAT",
        DefaultValueFactory = _ => "text",
    };

    /// <summary>An option whose values are the lower-case names of an enumeration.</summary>
    public static Option<T> Choice<T>(string name, T fallback, string description)
        where T : struct, Enum
    {
        var names = string.Join('|', Enum.GetNames<T>()).ToLowerInvariant();
        return new(name)
        {
            Description = $"{description} (default: {fallback.ToString().ToLowerInvariant()})",
            HelpName = names,
            DefaultValueFactory = _ => fallback,
            CustomParser = result => Parse<T>(result, name, names),
        };
    }

    /// <summary>As <see cref="Choice{T}"/>, and has to be given.</summary>
    public static Option<T> RequiredChoice<T>(string name, string description)
        where T : struct, Enum
    {
        var names = string.Join('|', Enum.GetNames<T>()).ToLowerInvariant();
        return new(name) { Description = description, HelpName = names, Required = true, CustomParser = result => Parse<T>(result, name, names) };
    }

    private static T Parse<T>(ArgumentResult result, string name, string names)
        where T : struct, Enum
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (text.Length > 0 && char.IsAsciiLetter(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var value)) return value;
        result.AddError($"'{text}' is not a value of {name}; choose one of {names}");
        return default;
    }
}
