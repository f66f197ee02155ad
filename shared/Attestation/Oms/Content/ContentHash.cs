using System.Security.Cryptography;
using Assay.Attestation.Oms.Statements;

namespace Assay.Attestation.Oms.Content;

/// <summary>Hashes a stream of blocks.</summary>
internal abstract class ContentHash : IDisposable
{
    /// <summary>Null: not available here; <paramref name="why"/> says so.</summary>
    public static ContentHash? Create(OmsHashType type, out string? why)
    {
        why = null;
        if (type == OmsHashType.Sha256) return new Sha256Content();
        if (type == OmsHashType.Blake2b && Blake2b.IsSupported) return new Blake2b();
        why = type == OmsHashType.Blake2b
            ? "BLAKE2b needs OpenSSL's libcrypto.so.3, which is not on this system; install OpenSSL 3"
            : "BLAKE3 is not supported; ask for a signature with sha256, which every signer can make";
        return null;
    }

    public abstract void Append(byte[] buffer, int count);

    public abstract byte[] Finish();

    public abstract void Dispose();

    private sealed class Sha256Content : ContentHash
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public override void Append(byte[] buffer, int count) => _hash.AppendData(buffer, 0, count);

        public override byte[] Finish() => _hash.GetHashAndReset();

        public override void Dispose() => _hash.Dispose();
    }
}
