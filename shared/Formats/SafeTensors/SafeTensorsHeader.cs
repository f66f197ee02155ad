using System.Text.Json;
using System.Text.Unicode;

namespace Assay.Formats.SafeTensors;

/// <summary>The header's JSON, then the arithmetic of its offsets.</summary>
internal sealed class SafeTensorsHeader(byte[] header, long fileLength, CancellationToken cancellationToken)
{
    private const int Prefix = 8;
    private const int MaxTensors = 1_000_000;
    private const int MaxFaults = 200;
    private const int MaxRank = 64;

    private readonly List<SafeTensor> _tensors = [];
    private readonly List<KeyValuePair<string, string>> _metadata = [];
    private readonly List<SafeTensorsFault> _faults = [];
    private readonly HashSet<string> _newTypes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public SafeTensorsFile Read()
    {
        var data = Prefix + (long)header.Length;
        var complete = Parse();
        var end = complete ? Place(data) : data;
        return new(_tensors, _metadata, _faults, data, end, complete) { NewTypes = [.. _newTypes] };
    }

    private bool Parse()
    {
        if (header[0] != (byte)'{') return Fault("the header does not begin with '{'", Prefix);
        if (!Utf8.IsValid(header)) return Fault("the header is not UTF-8", Prefix);
        var body = header.AsSpan().TrimEnd((byte)' ');
        if (body.Length == 0 || body[^1] != (byte)'}') return Fault("the header does not end with '}' and spaces", Prefix + body.Length);
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 16 });
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if ((_tensors.Count & 0xfff) == 0) cancellationToken.ThrowIfCancellationRequested();
                if (_tensors.Count >= MaxTensors) return Fault("the header names more tensors than are read", Prefix);
                Property(ref reader);
            }
            return !reader.Read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Fault("the header is no valid JSON", Prefix + reader.BytesConsumed);
        }
    }

    private void Property(ref Utf8JsonReader reader)
    {
        var at = Prefix + reader.TokenStartIndex;
        var name = reader.GetString()!;
        if (!_names.Add(name)) Fault("a name stands twice in the header; loaders differ in which one counts", at, name);
        reader.Read();
        if (name == "__metadata__") Metadata(ref reader);
        else if (reader.TokenType == JsonTokenType.StartObject) Tensor(ref reader, name, at);
        else
        {
            Fault("a tensor is described by something other than an object", at, name);
            reader.Skip();
        }
    }

    private void Metadata(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Fault("the metadata is no object", Prefix + reader.TokenStartIndex);
            reader.Skip();
            return;
        }
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var at = Prefix + reader.TokenStartIndex;
            var key = reader.GetString()!;
            if (!keys.Add(key)) Fault("a metadata key stands twice", at, key);
            reader.Read();
            if (reader.TokenType == JsonTokenType.String) _metadata.Add(new(key, reader.GetString()!));
            else
            {
                Fault("a metadata value is no text; the format allows only text", at, key);
                reader.Skip();
            }
        }
    }

    private void Tensor(ref Utf8JsonReader reader, string name, long at)
    {
        if (name.Length is 0 or > 4096 || Gguf.GgufReader.HasControl(name)) Fault("a tensor's name is empty, too long or has control characters", at, name);
        if (Gguf.GgufReader.IsPath(name)) Fault("a tensor's name is a path", at, name);
        string? type = null;
        List<long>? shape = null;
        List<long>? range = null;
        var fields = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = reader.GetString();
            reader.Read();
            fields++;
            if (field == "dtype" && reader.TokenType == JsonTokenType.String) type = reader.GetString();
            else if (field == "shape") shape = Numbers(ref reader, MaxRank);
            else if (field == "data_offsets") range = Numbers(ref reader, 2);
            else
            {
                Fault("a tensor has a field that the format does not know", at, name);
                reader.Skip();
            }
        }
        if (type is null || shape is null || range is not { Count: 2 } || fields != 3)
        {
            Fault("a tensor's type, shape or offsets are missing, doubled or malformed", at, name);
            return;
        }
        var tensor = new SafeTensor(name, type, shape, range[0], range[1]);
        Check(tensor, at);
        _tensors.Add(tensor);
    }

    // Null where it is no list of whole numbers that are not negative.
    private static List<long>? Numbers(ref Utf8JsonReader reader, int max)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }
        List<long>? numbers = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) && number >= 0 && numbers?.Count < max) numbers.Add(number);
            else
            {
                numbers = null;
                reader.Skip();
            }
        }
        return numbers;
    }

    private void Check(SafeTensor tensor, long at)
    {
        if (tensor.End < tensor.Start)
        {
            Fault("a tensor ends before it begins", at, tensor.Name);
            return;
        }
        if (SafeTensorsType.Bits(tensor.Type) is not { } bits)
        {
            if (SafeTensorsType.IsPlausible(tensor.Type)) _newTypes.Add(tensor.Type);
            else Fault("a tensor has a type that is none", at, tensor.Name);
            return;
        }
        var size = (UInt128)bits;
        foreach (var dimension in tensor.Shape)
        {
            size *= (UInt128)dimension;
            if (size <= long.MaxValue) continue;
            // A zero behind it would make the product small again; the reference multiplies with overflow checks and refuses, too.
            Fault("a tensor's shape overflows", at, tensor.Name);
            return;
        }
        if (size % 8 != 0 || (long)(size / 8) != tensor.End - tensor.Start)
            Fault("a tensor's type and shape do not make up the bytes that it is given", at, tensor.Name);
    }

    private long Place(long data)
    {
        long end = 0;
        foreach (var tensor in _tensors.Where(t => t.End >= t.Start).OrderBy(t => t.Start).ThenBy(t => t.End))
        {
            if (tensor.Start < end) Fault("the data of two tensors overlap", data + Math.Min(tensor.Start, fileLength), tensor.Name);
            else if (tensor.Start > end) Fault($"{tensor.Start - end} bytes in front of a tensor belong to none", data + Math.Min(end, fileLength), tensor.Name);
            end = Math.Max(end, tensor.End);
        }
        if (end > fileLength - data) Fault("the tensors end behind the file", data);
        return data + Math.Min(end, fileLength - data);
    }

    private bool Fault(string what, long at, string? name = null)
    {
        if (_faults.Count < MaxFaults) _faults.Add(new(what, at, name));
        return false;
    }
}
