namespace Assay.Attestation.Oms.Content;

/// <summary>
/// The files of a model, which may be hostile and may change at any time. Nothing outside of the model is opened, and a link is followed only where
/// asked.
/// Safe for several threads.
/// </summary>
public interface IModelFiles
{
    /// <summary>Last segment of the target's path.</summary>
    string Name { get; }

    /// <summary>True: the model is one file, which <see cref="OpenAsSingle"/> opens; there is nothing to list.</summary>
    bool IsSingleFile { get; }

    /// <summary>Everything below the root but directories, in any order. More than <paramref name="most"/>: one more than that is given.</summary>
    IReadOnlyList<ModelEntry> List(int most, CancellationToken cancellation);

    /// <summary>Opens a regular file below the root. No directory on the way may be a link.</summary>
    /// <param name="path">Canonical, relative.</param>
    /// <param name="followLink">Follows a link as the last element.</param>
    ModelFileResult Open(string path, bool followLink);

    /// <summary>Opens the only file of a model that is one.</summary>
    ModelFileResult OpenAsSingle(bool followLink);
}
