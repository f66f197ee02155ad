namespace Assay.Formats.TensorFlow;

/// <summary>The fields of a message by their names in text, as far as readers look at them.</summary>
internal sealed class TfTextFields
{
    private readonly Dictionary<string, (int Number, TfTextFields? Message)> _fields = new(StringComparer.Ordinal);

    public static TfTextFields SavedModel { get; }

    public static TfTextFields MetaGraph { get; }

    public static TfTextFields Graph { get; }

    static TfTextFields()
    {
        var shape = new TfTextFields().With("dim", 2, new TfTextFields().With("size", 1)).With("unknown_rank", 3);
        var tensor = new TfTextFields().With("dtype", 1).With("tensor_shape", 2, shape).With("tensor_content", 4).With("int_val", 7).With("string_val", 8)
            .With("int64_val", 10);
        var list = new TfTextFields().With("s", 2).With("i", 3).With("type", 6).With("shape", 7, shape).With("tensor", 8, tensor);
        var value = new TfTextFields().With("list", 1, list).With("s", 2).With("i", 3).With("type", 6).With("shape", 7, shape).With("tensor", 8, tensor)
            .With("placeholder", 9);
        var entry = new TfTextFields().With("key", 1).With("value", 2, value);
        var function = new TfTextFields().With("name", 1).With("attr", 2, entry);
        value.With("func", 10, function);
        list.With("func", 9, function);
        var node = new TfTextFields().With("name", 1).With("op", 2).With("input", 3).With("device", 4).With("attr", 5, entry);
        var argument = new TfTextFields().With("name", 1).With("type", 3);
        var signature = new TfTextFields().With("name", 1).With("input_arg", 2, argument).With("output_arg", 3, argument);
        var result = new TfTextFields().With("key", 1).With("value", 2);
        var definition = new TfTextFields().With("signature", 1, signature).With("node_def", 3, node).With("ret", 4, result).With("attr", 5, entry);
        Graph = new TfTextFields().With("node", 1, node).With("library", 2, new TfTextFields().With("function", 1, definition));
        var asset = new TfTextFields().With("tensor_info", 1, new TfTextFields().With("name", 1)).With("filename", 2);
        var info = new TfTextFields().With("tags", 4).With("tensorflow_version", 5);
        MetaGraph = new TfTextFields().With("meta_info_def", 1, info).With("graph_def", 2, Graph).With("asset_file_def", 6, asset);
        SavedModel = new TfTextFields().With("saved_model_schema_version", 1).With("meta_graphs", 2, MetaGraph);
    }

    /// <summary>The number of a field and what it consists of; null for a field that nobody looks at.</summary>
    public (int Number, TfTextFields? Message)? this[string name] => _fields.TryGetValue(name, out var field) ? field : null;

    private TfTextFields With(string name, int number, TfTextFields? message = null)
    {
        _fields[name] = (number, message);
        return this;
    }
}
