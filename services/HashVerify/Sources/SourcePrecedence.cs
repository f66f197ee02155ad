namespace Assay.HashVerify.Sources;

/// <summary>Who is believed where sources disagree. Disagreement is always shown, whoever is believed.</summary>
public static class SourcePrecedence
{
    /// <summary>A signature binds the publisher to the bytes, wherever they came from.</summary>
    public const int Signature = 400;

    /// <summary>Somebody here looked at this very content and approved it.</summary>
    public const int Registry = 300;

    /// <summary>Plus the list's own precedence, 0 to 99.</summary>
    public const int List = 100;

    /// <summary>The hub serves both the bytes and their digests.</summary>
    public const int Hub = 50;

    /// <summary>The model says itself which base it has.</summary>
    public const int Base = 10;
}
