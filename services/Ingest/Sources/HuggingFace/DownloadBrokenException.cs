using Assay.Domain.Tasks;

namespace Assay.Ingest.Sources.HuggingFace;

/// <summary>Carries a failure out of a stream, where there is no other way; caught where the download was started.</summary>
internal sealed class DownloadBrokenException(TaskFailure failure) : Exception(failure.Message)
{
    public TaskFailure Failure { get; } = failure;
}
