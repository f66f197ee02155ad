namespace Assay.Formats.Pickle;

/// <summary>
/// Follows every pickle of a file: those that stand one behind the other from the start (legacy torch files have five, then raw storages), and
/// those that hide behind damage, padding or other bytes.
/// </summary>
public static class PickleFile
{
    // torch.save wrote 0x1950a86a20f9469cfc6c first: a LONG1 of ten bytes.
    private const int TorchMagicLength = 10;

    /// <summary>Follows all pickles; never throws for what the bytes are.</summary>
    public static PickleFileEnd Read(ByteSource source, IPickleObserver observer, CancellationToken cancellationToken)
    {
        var imports = new PickleImports(source, observer);
        var reader = new PickleOpcodeReader(source, 0);
        var budget = new ProbeBudget();
        var first = new PickleMachine(reader, observer, imports).Run(long.MaxValue, cancellationToken);
        var last = first;
        long pickles = 1;
        while (last.State == PickleEndState.Complete && last.Offset < source.Length)
        {
            // Anything may stand behind a pickle: it is looked at without the observer first, so that noise raises no alarm.
            if (!PickleSalvage.Looks(source, last.Offset, budget, cancellationToken)) break;
            last = new PickleMachine(reader, observer, imports).Run(long.MaxValue, cancellationToken);
            pickles++;
        }
        var understood = last.Offset;
        var hidden = understood < source.Length ? PickleSalvage.Find(source, understood, observer, imports, budget, cancellationToken) : [];
        return new(first, last, pickles, understood, source.Length - understood, hidden)
        {
            IsLegacyTorch = first.State == PickleEndState.Complete && first.ResultLongLength == TorchMagicLength,
        };
    }
}
