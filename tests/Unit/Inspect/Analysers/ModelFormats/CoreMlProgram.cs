using Assay.Analysis.Testing;

namespace Assay.Tests.Unit.Inspect.Analysers.ModelFormats;

/// <summary>A Core ML program with one constant that is read from a file.</summary>
internal static class CoreMlProgram
{
    public static byte[] Reading(string path) => new ProtoBuilder().Int(1, 7).Message(2, _ => { })
        .Message(502, p => p.Int(1, 1).Message(2, f => f.Text(1, "main").Message(2, function => function
            .Message(3, s => s.Text(1, "CoreML5").Message(2, block => block
                .Message(3, op => op.Text(1, "const").Message(5, a => a.Text(1, "val").Message(2, v => v.Message(5, b => b.Text(1, path).Int(2,
                    64)))))))))).ToArray();
}
