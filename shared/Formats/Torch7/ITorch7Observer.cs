namespace Assay.Formats.Torch7;

/// <summary>Is told what a Torch7 object holds, in the order of the bytes.</summary>
public interface ITorch7Observer
{
    /// <summary>A text: a key, a name, a value.</summary>
    void Text(string text, long offset);

    /// <summary>A class of which there is an object.</summary>
    void Class(string name, long offset);

    /// <summary>A Lua function, stored as byte code.</summary>
    void Function(long codeOffset, long codeLength, long offset);
}
