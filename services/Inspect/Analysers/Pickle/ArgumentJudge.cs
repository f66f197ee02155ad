using System.Text.RegularExpressions;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Pickle;

namespace Assay.Inspect.Analysers.Pickle;

/// <summary>Judges whether the arguments of a harmless callable are such as an honest writer gives it.</summary>
internal sealed partial class ArgumentJudge(ByteSource source, GlobalJudge globals)
{
    private const int MaxText = 4096;
    private const int MaxName = 256;

    private static readonly string[] Encodings =
        ["latin1", "latin-1", "iso-8859-1", "utf-8", "utf8", "utf_8", "ascii", "utf-16", "utf-32", "cp1252"];

    private static readonly string[] TextMethods =
        ["lower", "upper", "strip", "lstrip", "rstrip", "title", "capitalize", "casefold", "split", "replace", "encode", "decode", "items", "keys",
            "values", "astype", "tolist", "copy", "mean", "sum", "min", "max", "std", "get"];

    /// <summary>What is wrong with the arguments; null where nothing is. Whether nested bytes are fine is decided by examining them.</summary>
    public Complaint? Complaint(Reach reach, PickleCall call)
    {
        var arguments = call.ArgumentList;
        switch (reach.Arguments)
        {
            case ArgumentRule.TextEncoding:
                if (arguments.Length < 2) return null;
                var encoding = PickleText.Read(source, arguments[1], MaxText);
                return encoding is not null && Encodings.Contains(encoding, StringComparer.OrdinalIgnoreCase)
                    ? null : Mild("its second argument names no encoding of characters");
            case ArgumentRule.TextMethod:
                var method = arguments.Length == 0 ? null : PickleText.Read(source, arguments[0], MaxText);
                return method is not null && TextMethods.Contains(method, StringComparer.Ordinal)
                    ? null : new(Severity.High, "it prepares the call of a method that is not one of text");
            case ArgumentRule.GetAttribute:
                return AttributeComplaint(arguments) is { } wrong ? new(Severity.High, wrong) : null;
            case ArgumentRule.Package:
                return PackageComplaint(reach, call);
            case ArgumentRule.TypeOf:
                return arguments.Length == 1 ? null : new(Severity.Critical, "it makes a new class, whose methods the file chooses");
            case ArgumentRule.Uncalled:
                // An array over a file is made by its constructor already; what honest writers make so takes no text.
                return call.Kind == PickleCallKind.NewObj && !HasText(arguments) ? null : new(Severity.High, "no writer of pickles calls it");
            case ArgumentRule.Union:
                return arguments.Length == 2 && arguments[0].Import is { Name: "or_" } ? null : new(Severity.Critical, "it calls the function that it is given");
            case ArgumentRule.TypeItem:
                return arguments.Length == 2 && arguments[0].Import is { Module: "typing" or "builtins" or "collections" or "collections.abc" or "types" } type
                    && globals.Judge(type).Kind == ReachKind.Harmless ? null : new(Severity.High, "it takes something out of an object that is no type");
            case ArgumentRule.AttributeNames:
                return NamesComplaint(arguments);
            case ArgumentRule.NoText:
                foreach (ref readonly var argument in arguments)
                {
                    if (argument.Kind == PickleValueKind.Text) return Mild("it takes no text");
                }
                return null;
            // A pattern may look for anything, source code and commands among it.
            case ArgumentRule.Data when reach.Name is "re._compile" or "re.compile": return null;
            default:
                return CodeComplaint(arguments) is { } code ? Mild(code) : null;
        }
    }

    private static Complaint Mild(string words) => new(Severity.Medium, words);

    private Complaint? PackageComplaint(Reach reach, PickleCall call)
    {
        var telling = TextEvidence.Of(source, call, inLists: false);
        if (telling is not null) return new(reach.IsMember ? Severity.High : Severity.Medium, $"an argument is {telling}");
        if (!reach.IsMember) return !reach.Name.StartsWith("pandas.", StringComparison.Ordinal) && NamesModel(call) ? Mild("an argument names another model, which the constructor fetches or opens") : null;
        foreach (ref readonly var argument in call.ArgumentList)
        {
            // Model.from_pretrained('somebody/model') fetches what it is told to; what rebuilds an object takes numbers and arrays.
            if (argument.Kind == PickleValueKind.Text) return new(Severity.High, "it is a method, called with a text");
        }
        return Mild("it is a method, and constructors of data call none");
    }

    private static bool HasText(ReadOnlySpan<PickleValue> arguments)
    {
        foreach (ref readonly var argument in arguments)
        {
            if (argument.Kind == PickleValueKind.Text) return true;
        }
        return false;
    }

    // SentenceTransformer("somebody/model") and YOLO("model.pt") load what they name; what is pickled carries its state instead.
    private bool NamesModel(PickleCall call)
    {
        foreach (ref readonly var argument in call.ArgumentList)
        {
            if (PickleText.Read(source, argument, MaxName) is { } text && ModelName().IsMatch(text)) return true;
        }
        return false;
    }

    [GeneratedRegex(@"^([A-Za-z][\w-]*/[A-Za-z][\w.-]*|[\w./-]+\.(pt|pth|ckpt|pkl|pickle|joblib|bin|h5|hdf5|keras|npy|npz|jar))$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ModelName();

    private string? AttributeComplaint(ReadOnlySpan<PickleValue> arguments)
    {
        if (arguments.Length < 2) return null;
        var name = PickleText.Read(source, arguments[1], MaxText);
        if (name is null) return "the name of the attribute is computed while loading";
        if (name.StartsWith("__", StringComparison.Ordinal)) return "the attribute is one of Python's internals";
        // An import's attribute is an import of its own, and judged as such.
        return arguments[0].Import is not null || IsHarmlessObject(arguments[0]) ? null : "the object is not one that the file builds from harmless parts";
    }

    private bool IsHarmlessObject(in PickleValue value)
    {
        if (value.Kind is PickleValueKind.Text or PickleValueKind.Int or PickleValueKind.Float or PickleValueKind.Dict or PickleValueKind.List) return true;
        return value.Call?.Callee.Import is { } import && globals.Judge(import).Kind == ReachKind.Harmless;
    }

    private Complaint? NamesComplaint(ReadOnlySpan<PickleValue> arguments)
    {
        foreach (ref readonly var argument in arguments)
        {
            if (PickleText.Read(source, argument, MaxText) is not { } name) return new(Severity.Critical, "the name of the attribute is computed while loading");
            if (name.Contains("__", StringComparison.Ordinal)) return new(Severity.Critical, "the attribute is one of Python's internals");
            if (globals.IsTelling(name[(name.LastIndexOf('.') + 1)..])) return new(Severity.Critical, "the attribute is one that runs commands or code");
        }
        return null;
    }

    private string? CodeComplaint(ReadOnlySpan<PickleValue> arguments)
    {
        foreach (ref readonly var argument in arguments)
        {
            if (PickleText.Read(source, argument, MaxText) is { } text && CodeText.Looks(text)) return "an argument is source code or a command";
        }
        return null;
    }
}
