using Assay.Contracts.Findings;
using Assay.Domain.Tasks;
using Assay.Ingest.Fetching;
using Assay.Storage.Blobs;
using Assay.Storage.Files;
using Assay.Storage.Versions;
using Microsoft.Extensions.Options;

namespace Assay.Ingest.Sources.LocalFile;

/// <summary>A file or a directory of this machine: <c>path</c> or <c>file:</c> URI.</summary>
public sealed class LocalFileSource(IBlobStore blobs, IFileStamps stamps, IOptions<IngestOptions> options, TimeProvider clock) : ISource
{
    private const int AccessDenied = 13;
    private const int NotADirectory = 20;

    public string Kind => "file";

    public bool Accepts(string target) => LocalTarget.IsLocal(target);

    public async Task<Answer<ISourceVersion>> ResolveAsync(SourceRequest request, CancellationToken cancellationToken)
    {
        var shown = EvidenceText.Quote(request.Target);
        if (!OperatingSystem.IsLinux()) return Answers.Fail(FailureCategory.Configuration, $"{shown}: local files are read on Linux only.");
        if (LocalTarget.FullPath(request.Target) is not { } path)
            return Answers.Fail(FailureCategory.BadInput, $"{shown} is not a path on this machine.");
        if (!LinuxFile.TryStatus(path, out var status, out var error)) return Refuse(shown, error);

        var walk = new LocalWalk(request, options.Value);
        IReadOnlyList<LocalEntry>? entries;
        switch (status.Kind)
        {
            case FileKind.Directory:
                entries = walk.Walk(path, cancellationToken);
                break;
            case FileKind.Regular:
                entries = walk.Single(path, status);
                break;
            case FileKind.SymbolicLink:
                return Answers.Fail(FailureCategory.BadInput, $"{shown} is a symbolic link, which is not followed; name what it points at.");
            default:
                return Answers.Fail(FailureCategory.BadInput, $"{shown} is a {status.Kind.ToString().ToLowerInvariant()}, not a file or directory.");
        }
        if (entries is null)
            return Answers.Fail(FailureCategory.BadInput, $"{shown} has more than {options.Value.MaxFiles} files (Ingest:MaxFiles); scan its parts.");

        var memory = new StampMemory(stamps, blobs, clock);
        var listed = request.Refresh ? [.. entries.Select(e => e.File)] : await memory.RecallAsync(entries, cancellationToken);
        var listing = new SourceListing(path, null, null, listed, null, []);
        return Answers.Of<ISourceVersion>(new LocalVersion(listing, entries, request, new LocalReader(blobs, new OutlineStore(blobs), memory, clock), memory));
    }

    private static TaskFailure Refuse(string shown, int error) => error switch
    {
        LinuxFile.NotFound or NotADirectory => Answers.Fail(FailureCategory.NotFound, $"{shown} does not exist."),
        AccessDenied => Answers.Fail(FailureCategory.Forbidden, $"{shown} cannot be read: permission denied."),
        _ => Answers.Fail(FailureCategory.BadInput, $"{shown} cannot be read: {LinuxFile.Describe(error)}."),
    };
}
