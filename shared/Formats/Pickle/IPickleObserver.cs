namespace Assay.Formats.Pickle;

/// <summary>
/// Is told what loading would do, in the order it would happen. Called synchronously, once for each distinct import and for every call, so that
/// nothing has to be kept for a file with millions of them.
/// </summary>
public interface IPickleObserver
{
    void Imported(PickleImport import);

    void Called(PickleCall call);

    void Noticed(PickleOddity oddity, long offset);

    /// <summary>A byte string is made, whether or not anything is done with it while loading.</summary>
    void Carried(in PickleValue bytes)
    {
    }

    /// <summary>An object is asked for by an id, which the loader's owner supplies: a tensor's storage in torch files.</summary>
    void Identified(in PickleValue id, long offset)
    {
    }

    /// <summary>A value is put under a key into a dictionary, or into an object that behaves as one.</summary>
    void Stored(in PickleValue key, in PickleValue value)
    {
    }
}
