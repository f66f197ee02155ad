using Assay.Contracts.Findings;
using Assay.Domain.Calibration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Assay.Conductor;

/// <summary>The packs that verdicts use: those of this build, and those named in <c>GpuProbe:Calibration</c> (a list of files).</summary>
internal static class CalibrationPacks
{
    public const string Key = "GpuProbe:Calibration";

    /// <exception cref="OptionsValidationException">A named pack cannot be read: better no start than other probabilities than wanted.</exception>
    public static ProbeCalibration Read(IConfiguration configuration)
    {
        var paths = configuration.GetSection(Key).Get<string[]>() ?? [];
        return paths.Length == 0 ? ProbeCalibration.BuiltIn : ProbeCalibration.BuiltIn.With(paths.Select(Read));
    }

    private static CalibrationPack Read(string path)
    {
        try
        {
            return CalibrationReader.Read(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CalibrationException)
        {
            throw new OptionsValidationException(Key, typeof(ProbeCalibration), [$"{Key} names {EvidenceText.Quote(path)}, which cannot be used: {e.Message}"]);
        }
    }
}
