using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Ingest.Sources;

/// <summary>Adds what a source needs beyond the store. Found by scanning the assembly; needs a constructor without parameters.</summary>
public interface ISourceModule
{
    void Register(IServiceCollection services, IConfiguration configuration);
}
