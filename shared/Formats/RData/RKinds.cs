namespace Assay.Formats.RData;

/// <summary>Type numbers of serialised items.</summary>
internal static class RKinds
{
    public const int Symbol = 1;
    public const int List = 2;
    public const int Closure = 3;
    public const int Environment = 4;
    public const int Promise = 5;
    public const int Language = 6;
    public const int Special = 7;
    public const int Builtin = 8;
    public const int Chars = 9;
    public const int Logical = 10;
    public const int Integer = 13;
    public const int Real = 14;
    public const int Complex = 15;
    public const int Strings = 16;
    public const int Dots = 17;
    public const int Vector = 19;
    public const int Expression = 20;
    public const int ByteCode = 21;
    public const int Pointer = 22;
    public const int WeakReference = 23;
    public const int Raw = 24;
    public const int S4 = 25;
    public const int AltRep = 238;
    public const int AttributedList = 239;
    public const int AttributedLanguage = 240;
    public const int ByteCodeReference = 243;
    public const int ByteCodeDefinition = 244;
    public const int Persistent = 247;
    public const int Package = 248;
    public const int Namespace = 249;
    public const int Unbound = 252;
    public const int Nil = 254;
    public const int Reference = 255;

    /// <summary>Fixed values: the global environment, the empty one, the missing argument and so on.</summary>
    public static bool IsConstant(int kind) => kind is 241 or 242 or 250 or 251 or Unbound or 253 or Nil;
}
