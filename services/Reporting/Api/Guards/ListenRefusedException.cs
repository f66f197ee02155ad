using Microsoft.Extensions.Options;

namespace Assay.Reporting.Api.Guards;

/// <summary>
/// The set-up would offer the API to others without authentication. A wrong setting like
/// any other: the host prints the message and ends with status 2.
/// </summary>
public sealed class ListenRefusedException(string message) : OptionsValidationException("Api", typeof(ApiOptions), [message]);
