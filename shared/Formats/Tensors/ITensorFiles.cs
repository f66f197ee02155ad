namespace Assay.Formats.Tensors;

/// <summary>The other files of a model, by the names that its files call them. Never reaches outside the model.</summary>
public interface ITensorFiles
{
    /// <summary>The file's bytes, which stay open until the listing is disposed; null where the model has no such file.</summary>
    /// <param name="location">Relative to the folder of the file that names it. Untrusted.</param>
    ByteSource? Open(string location);
}
