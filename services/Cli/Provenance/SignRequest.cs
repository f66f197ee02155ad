namespace Assay.Cli.Provenance;

/// <summary>What to sign, and with what.</summary>
internal sealed record SignRequest
{
    public required string Target { get; init; }

    /// <summary>Private key in PEM.</summary>
    public required string Key { get; init; }

    /// <summary>The signer's certificate in PEM; null: signed by the key alone.</summary>
    public string? Certificate { get; init; }

    /// <summary>The certificates that issued it, in PEM.</summary>
    public string? Chain { get; init; }

    /// <summary>Null: <c>model.sig</c> in the model's directory, or the file's name with <c>.sig</c>.</summary>
    public string? Output { get; init; }

    /// <summary>Bytes; null: whole files.</summary>
    public long? ShardSize { get; init; }

    public bool AllowSymlinks { get; init; }

    public IReadOnlyList<string> IgnorePaths { get; init; } = [];

    /// <summary>File whose first line is the passphrase of the key.</summary>
    public string? PassphraseFile { get; init; }

    /// <summary>Environment variable that holds it.</summary>
    public string? PassphraseEnvironment { get; init; }
}
