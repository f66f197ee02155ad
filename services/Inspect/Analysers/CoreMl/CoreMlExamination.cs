using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Protobuf;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.CoreMl;

/// <summary>One model, with the models inside it.</summary>
internal sealed class CoreMlExamination(ByteSource source, FindingSheet findings, CancellationToken cancellationToken)
{
    private const int Pipeline = 202;
    private const int CustomModel = 555;
    private const int LinkedModel = 556;
    private const int CustomLayer = 500;
    private const int MaxText = 64 * 1024;
    private readonly TextJudge _judge = new(findings, CoreMlRules.Format, cancellationToken);

    /// <summary>For trees whose leaves may be text or messages: what does not parse is text, not damage.</summary>
    private readonly ProtoInput _loose = new(source, cancellationToken: cancellationToken);

    public void Model(ProtoMessage model)
    {
        while (model.Next(out var field))
        {
            if (field.Wire != ProtoWire.Counted) continue;
            switch (field.Number)
            {
                case 2: Texts(Loose(field), "The description"); break;
                case 200 or 201: Wrapped(model.Open(field)); break;
                case Pipeline: Models(model.Open(field)); break;
                case 303 or 403 or 500: Network(model.Open(field)); break;
                case 502: Program(model.Open(field)); break;
                case CustomModel: Custom(model.Open(field), "custom model", field.Start); break;
                case LinkedModel: Linked(Loose(field), field.Start); break;
                case 3000: Serialized(model.Open(field)); break;
                default: break;
            }
        }
    }

    private ProtoMessage Loose(in ProtoField field) => _loose.Message(field.Offset, field.Length);

    private void Wrapped(ProtoMessage pipeline)
    {
        while (pipeline.Next(out var field))
        {
            if (field.IsCounted(1)) Models(pipeline.Open(field));
        }
    }

    private void Models(ProtoMessage pipeline)
    {
        while (pipeline.Next(out var field))
        {
            if (field.IsCounted(1)) Model(pipeline.Open(field));
            else if (field.IsCounted(2)) _judge.Text(pipeline.Text(field), field.Start, "The name of a stage", libraries: true);
        }
    }

    private void Serialized(ProtoMessage model)
    {
        while (model.Next(out var field))
        {
            if (field.IsCounted(1)) _judge.Text(model.Text(field), field.Start, "The identifier of a serialised model", libraries: true);
            else if (field.IsCounted(2)) _judge.Blob(source, field.Offset, field.Length, "A serialised model");
        }
    }

    private void Network(ProtoMessage network)
    {
        while (network.Next(out var field))
        {
            if (field.IsCounted(1)) Layer(network.Open(field));
        }
    }

    private void Layer(ProtoMessage layer)
    {
        while (layer.Next(out var field))
        {
            if (field.Wire != ProtoWire.Counted) continue;
            switch (field.Number)
            {
                case 1 or 2 or 3: _judge.Text(layer.Text(field), field.Start, "The name of a layer", libraries: true); break;
                case CustomLayer: Custom(layer.Open(field), "custom layer", field.Start); break;
                // Branches and loops hold networks of their own.
                case 605: Inner(layer.Open(field), 1, 2); break;
                case 615: Inner(layer.Open(field), 3, 4); break;
                default: break;
            }
        }
    }

    private void Inner(ProtoMessage layer, int first, int second)
    {
        while (layer.Next(out var field))
        {
            if (field.IsCounted(first) || field.IsCounted(second)) Network(layer.Open(field));
        }
    }

    private void Custom(ProtoMessage custom, string what, long offset)
    {
        var name = "";
        while (custom.Next(out var field))
        {
            if (field.IsCounted(10)) name = custom.Text(field, MaxText);
            else if (field.IsCounted(20)) Weights(custom.Open(field));
            else if (field.IsCounted(30)) Texts(Loose(field), $"A parameter of a {what}", libraries: true);
            else if (field.IsCounted(40)) _judge.Text(custom.Text(field, MaxText), field.Start, $"The description of a {what}", libraries: true);
        }
        _judge.Text(name, offset, $"The class of a {what}", libraries: true);
        findings.Add(
            CoreMlRules.Custom, offset, $"The model has a {what} of the class '{EvidenceText.Quote(name)}', which the application has to provide.",
            Evidence.Quoted("class", name));
    }

    private void Weights(ProtoMessage weights)
    {
        while (weights.Next(out var field))
        {
            if (field.Wire == ProtoWire.Counted) _judge.Blob(source, field.Offset, field.Length, "The weights of a custom layer");
        }
    }

    private void Linked(ProtoMessage linked, long offset)
    {
        var paths = new List<string>();
        Collect(linked, paths, 0);
        var outside = paths.Find(CommandText.LeavesDirectory);
        findings.Add(
            CoreMlRules.Linked, outside is null ? Severity.Medium : Severity.High, offset,
            $"Loading the model loads another one: {EvidenceText.Quote(string.Join(", ", paths))}.",
                [.. paths.Take(4).Select(p => Evidence.Quoted("path", p))]);
    }

    private static void Collect(ProtoMessage message, List<string> paths, int depth)
    {
        while (paths.Count < 16 && message.Next(out var field))
        {
            if (field.Wire != ProtoWire.Counted) continue;
            if (depth < 2) Collect(message.Open(field), paths, depth + 1);
            else paths.Add(message.Text(field));
        }
    }

    /// <summary>Programs nest functions, blocks, operations and values; what matters in them are types, class names and files.</summary>
    private void Program(ProtoMessage program)
    {
        while (program.Next(out var field))
        {
            if (field.IsCounted(2)) ProgramFunction(program.Open(field));
            else if (field.IsCounted(3)) _judge.Text(program.Text(field), field.Start, "The description of a program");
        }
    }

    private void ProgramFunction(ProtoMessage entry)
    {
        while (entry.Next(out var field))
        {
            if (field.IsCounted(2)) Specializations(entry.Open(field));
        }
    }

    private void Specializations(ProtoMessage function)
    {
        while (function.Next(out var field))
        {
            if (!field.IsCounted(3)) continue;
            var entry = function.Open(field);
            while (entry.Next(out var block))
            {
                if (block.IsCounted(2)) Block(entry.Open(block));
            }
        }
    }

    private void Block(ProtoMessage block)
    {
        while (block.Next(out var field))
        {
            if (field.IsCounted(3)) Operation(block.Open(field), field.Start);
        }
    }

    private void Operation(ProtoMessage operation, long offset)
    {
        while (operation.Next(out var field))
        {
            if (field.IsCounted(1))
            {
                var type = operation.Text(field);
                if (_judge.Text(type, field.Start, "The type of an operation", libraries: true)) continue;
                if (!type.Contains("custom", StringComparison.OrdinalIgnoreCase)) continue;
                findings.Add(
                    CoreMlRules.Custom, offset,
                        $"The model has an operation of the type '{EvidenceText.Quote(type)}', which the application has to provide.",
                    Evidence.Quoted("type", type));
            }
            else if (field.IsCounted(4)) Block(operation.Open(field));
            else if (field.IsCounted(2) || field.IsCounted(5)) Values(Loose(field), 0);
        }
    }

    /// <summary>Texts of a value's tree; a file is named by a path that begins in the model.</summary>
    private void Values(ProtoMessage message, int depth)
    {
        while (message.Next(out var field))
        {
            if (field.Wire != ProtoWire.Counted || field.Length == 0) continue;
            // BlobFileValue: the name of the file, then its offset.
            if (field.Number == 5 && depth is > 0 and < 6) BlobFile(message.Open(field), field.Start);
            var bytes = message.Bytes(field, 4096);
            if (bytes.AsSpan().IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0) _judge.Text(message.Text(field, MaxText), field.Start,
                "A value of an operation", libraries: true);
            else if (depth < 12) Values(message.Open(field), depth + 1);
        }
    }

    private void BlobFile(ProtoMessage file, long offset)
    {
        if (!file.Next(out var field) || !field.IsCounted(1) || field.Length is 0 or > 4096) return;
        var path = file.Text(field);
        if (path.Any(c => c is < ' ' or '\ufffd')) return;
        var inside = path.StartsWith("@model_path/", StringComparison.Ordinal) ? path["@model_path/".Length..] : path;
        if (CommandText.LeavesDirectory(inside))
            findings.Add(CoreMlRules.Path, offset, $"Weights are read from {EvidenceText.Quote(path)}.", Evidence.Quoted("path", path));
    }

    private void Texts(ProtoMessage message, string place, bool libraries = false, int depth = 0)
    {
        while (message.Next(out var field))
        {
            if (field.Wire != ProtoWire.Counted || field.Length == 0) continue;
            var bytes = message.Bytes(field, MaxText);
            if (bytes.AsSpan().IndexOfAnyInRange((byte)0, (byte)8) < 0) _judge.Text(message.Text(field, MaxText), field.Start, place, libraries);
            if (depth < 6) Texts(message.Open(field), place, libraries, depth + 1);
        }
    }
}
