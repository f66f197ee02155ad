using System.Text.Json;
using System.Text.Json.Serialization;
using Assay.Contracts;
using Assay.Reporting.Advisories;
using Assay.Reporting.Api.Errors;
using Assay.Reporting.Api.Guards;
using Assay.Reporting.Api.Lineage;
using Assay.Reporting.Api.OpenApi;
using Assay.Reporting.Api.Progress;
using Assay.Reporting.Api.Registry;
using Assay.Reporting.Api.Submission;
using Assay.Reporting.Api.Tokens;
using Assay.Reporting.Attestations;
using Assay.Reporting.Reports;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Assay.Reporting.Api;

/// <summary>Registers the reporting service.</summary>
public static class ReportingRegistration
{
    /// <summary>Largest request body: a thousand targets of the greatest length fit.</summary>
    public const long MaxRequestBody = 1024 * 1024;

    /// <summary>
    /// Adds the API and the report renderers. The host adds the storage, the outbox dispatcher and <see cref="IDefaultPolicy"/>, calls
    /// <see cref="AssayApi.UseAssayApi"/> before and <see cref="AssayApi.MapAssayApi"/> with its endpoints.
    /// </summary>
    public static IServiceCollection AddReporting(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ApiOptions>().Bind(configuration.GetSection(ApiOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddReportRenderers();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<LineageQuery>();
        services.AddSingleton<QueueWatch>();
        services.AddSingleton<LaneAdmission>();
        services.AddSingleton<ScanSubmission>();
        services.AddSingleton<ProgressReader>();
        services.AddSingleton<ProgressFeeds>();
        services.AddSingleton<FailedAttempts>();
        services.AddSingleton<TokenIssuer>();
        services.AddSingleton<ApprovalDesk>();
        services.AddAttestations(configuration);
        services.AddHostedService<AttestationService>();
        services.AddAdvisories(configuration).AddAdvisoryWebhooks();
        services.AddApiAuthentication();
        services.AddApiDescription();
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context => ProblemSentences.Complete(context.ProblemDetails));
        services.AddExceptionHandler<ApiExceptionHandler>();
        services.AddHostedService<ListenGuardService>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.Configure<KestrelServerOptions>(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = MaxRequestBody;
        });
        services.ConfigureHttpJsonOptions(options => Adopt(options.SerializerOptions));
        return services;
    }

    /// <summary>Adds what attests scans on demand; the API's host also attests each verdict by itself.</summary>
    public static IServiceCollection AddAttestations(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AttestationOptions>().Bind(configuration.GetSection(AttestationOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AttestationOptions>, AttestationOptionsValidator>());
        services.TryAddSingleton<IAttestationSigner, PemAttestationSigner>();
        services.TryAddSingleton<ScanAttester>();
        return services;
    }

    /// <summary>The dialect of <see cref="AssayJson"/>, and strict: a number is no string, an enumeration no number.</summary>
    private static void Adopt(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = AssayJson.Options.PropertyNamingPolicy;
        options.Encoder = AssayJson.Options.Encoder;
        options.MaxDepth = AssayJson.Options.MaxDepth;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
    }
}
