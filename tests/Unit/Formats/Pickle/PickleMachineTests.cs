using Assay.Analysis.Testing;
using Assay.Formats;
using Assay.Formats.Pickle;

namespace Assay.Tests.Unit.Formats.Pickle;

public sealed class PickleMachineTests
{
    private static PickleTrace Follow(Action<PickleBuilder> write)
    {
        var pickle = new PickleBuilder();
        write(pickle);
        return PickleTrace.Of(new MemoryByteSource(pickle.ToArray()), TestContext.Current.CancellationToken);
    }

    private static string[] Imports(PickleTrace trace) => [.. trace.Imports.Select(i => i.ToString())];

    [Fact]
    public void Reduce_calls_what_was_imported_with_its_arguments()
    {
        var trace = Follow(p => p.Proto(2).Global("os", "system").Text("echo assay-canary").Tuple1().Reduce().Stop());
        Imports(trace).ShouldBe(["os.system"]);
        var call = trace.Calls.ShouldHaveSingleItem();
        call.Callee.Import!.Name.ShouldBe("system");
        call.ArgumentList.Length.ShouldBe(1);
        trace.End!.Last.State.ShouldBe(PickleEndState.Complete);
        trace.End.TrailingLength.ShouldBe(0);
    }

    [Fact]
    public void Names_travel_through_the_memo() =>
        Imports(Follow(p => p.Proto(4).Text("os").Put(7).Op(PickleOpcode.Pop).Text("system").Op(PickleOpcode.Memoize).Op(PickleOpcode.Pop)
            .Get(7).Get(1).Op(PickleOpcode.StackGlobal).Stop())).ShouldBe(["os.system"]);

    [Fact]
    public void A_memo_slot_written_twice_counts_once_for_memoize() =>
        Imports(Follow(p => p.Proto(4).Text("x").Put(0).Put(0).Op(PickleOpcode.Pop).Text("os").Op(PickleOpcode.Memoize).Op(PickleOpcode.Pop)
            .Get(1).Text("system").Op(PickleOpcode.StackGlobal).Stop())).ShouldBe(["os.system"]);

    [Theory]
    [InlineData("S'os'\n", "os")]
    [InlineData("S\"os\"\n", "os")]
    [InlineData("S'\\x6f\\163'\n", "os")]
    [InlineData("S'os' \r\n", "os")]
    [InlineData("V\\u006fs\n", "os")]
    [InlineData("U\u0002os", "os")]
    public void Every_way_to_write_text_names_an_import(string module, string expected) =>
        Follow(p => p.Raw(System.Text.Encoding.Latin1.GetBytes(module)).Text("system").Op(PickleOpcode.StackGlobal).Stop())
            .Imports.ShouldHaveSingleItem().Module.ShouldBe(expected);

    [Fact]
    public void Old_style_instances_are_calls()
    {
        var inst = Follow(p => p.Mark().Text("id").Inst("os", "system").Stop());
        inst.Calls.ShouldHaveSingleItem().Kind.ShouldBe(PickleCallKind.Inst);
        var obj = Follow(p => p.Mark().Global("os", "system").Text("id").Op(PickleOpcode.Obj).Stop());
        obj.Calls.ShouldHaveSingleItem().Callee.Import!.ToString().ShouldBe("os.system");
    }

    [Fact]
    public void A_result_that_is_thrown_away_was_still_called() =>
        Follow(p => p.Global("os", "system").Text("id").Tuple1().Reduce().Op(PickleOpcode.Pop).Op(PickleOpcode.None).Stop()).Calls.Count.ShouldBe(1);

    [Fact]
    public void An_attribute_fetched_by_getattr_is_an_import_of_its_own() =>
        Imports(Follow(p => p.Global("builtins", "getattr").Global("os", "path").Text("join").Tuple2().Reduce().Stop()))
            .ShouldBe(["builtins.getattr", "os.path", "os.path.join"]);

    [Fact]
    public void Computed_names_and_extension_codes_stay_unresolved()
    {
        var computed = Follow(p => p.Proto(4).Global("builtins", "str").EmptyTuple().Reduce().Text("system").Op(PickleOpcode.StackGlobal).Stop());
        computed.Imports[^1].Resolved.ShouldBeFalse();
        Follow(p => p.Proto(2).Op(PickleOpcode.Ext1, 7).Stop()).Imports.ShouldHaveSingleItem().Resolved.ShouldBeFalse();
    }

    [Fact]
    public void What_stood_before_the_damage_is_still_told()
    {
        var trace = Follow(p => p.Global("os", "system").Text("id").Tuple1().Reduce().Raw(0xff, 0xff));
        trace.Calls.Count.ShouldBe(1);
        trace.End!.Last.State.ShouldBe(PickleEndState.Broken);
    }

    [Fact]
    public void A_missing_stop_is_truncation() =>
        Follow(p => p.Proto(2).EmptyDict()).End!.Last.State.ShouldBe(PickleEndState.Truncated);

    [Fact]
    public void All_pickles_of_a_file_are_followed()
    {
        var trace = Follow(p => p.Proto(2).Int(1).Stop().Proto(2).Int(2).Stop().Global("os", "system").Text("id").Tuple1().Reduce().Stop());
        trace.End!.Pickles.ShouldBe(3);
        trace.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public void A_pickle_behind_junk_is_found()
    {
        var trace = Follow(p => p.Proto(2).Int(1).Stop().Raw(0, 0, 0, 0, 255, 255, 0).Proto(2).Global("os", "system").Text("id").Tuple1().Reduce().Stop());
        trace.Calls.Count.ShouldBe(1);
        trace.End!.Hidden.ShouldBe([15L]);
    }

    [Fact]
    public void Raw_arrays_inside_joblib_files_are_stepped_over()
    {
        var trace = Follow(p =>
        {
            p.Proto(3).Global("joblib.numpy_pickle", "NumpyArrayWrapper").EmptyTuple().Op(PickleOpcode.NewObj).EmptyDict().Mark();
            p.Text("shape").Int(3).Tuple1().Text("dtype").Global("numpy", "dtype").Text("f8").Tuple1().Reduce();
            p.Text("numpy_array_alignment_bytes").Int(16).Op(PickleOpcode.SetItems).Build();
            p.Raw(2, 255, 255).Raw(new byte[24]);
            p.Global("os", "system").Text("id").Tuple1().Reduce().Stop();
        });
        trace.Calls[^1].Callee.Import!.ToString().ShouldBe("os.system");
        trace.End!.Last.State.ShouldBe(PickleEndState.Complete);
    }

    [Fact]
    public void Lists_that_double_forty_times_are_an_expansion()
    {
        var trace = Follow(p =>
        {
            p.EmptyTuple();
            for (var i = 0; i < 40; i++) p.Op(PickleOpcode.Dup).Tuple2();
            p.Stop();
        });
        trace.Oddities.ShouldContain(PickleOddity.Expansion);
    }

    [Fact]
    public void A_claimed_length_beyond_the_end_costs_nothing() =>
        Follow(p => p.Proto(4).Op(PickleOpcode.BinUnicode8, 255, 255, 255, 255, 255, 255, 255, 127).Stop()).End!.Last.State
            .ShouldBe(PickleEndState.Truncated);

    [Fact]
    public void Every_opcode_of_the_protocols_is_known() => Enum.GetValues<PickleOpcode>().Length.ShouldBe(68);

    [Fact]
    public void A_tuple_in_the_memo_keeps_its_items_when_a_long_list_lets_it_go()
    {
        var trace = Follow(p =>
        {
            p.Proto(2).Global("os", "system").Op(PickleOpcode.EmptyList).Mark();
            for (var i = 0; i < PickleItems.Kept; i++) p.Int(i);
            p.Text("echo assay-canary").Tuple1().Put(9).Op(PickleOpcode.Appends).Mark();
            for (var i = 0; i < 40; i++) p.Int(i).Tuple1();
            p.Op(PickleOpcode.Appends).Op(PickleOpcode.Pop).Get(9).Reduce().Stop();
        });
        trace.Calls.ShouldHaveSingleItem().ArgumentList[0].Length.ShouldBe("echo assay-canary".Length);
    }

    [Fact]
    public void A_tuple_that_a_long_list_lets_go_twice_is_filled_again_as_one()
    {
        var trace = Follow(p =>
        {
            p.Proto(2).Op(PickleOpcode.EmptyList).Mark();
            for (var i = 0; i < PickleItems.Kept; i++) p.Int(i);
            p.Int(1).Tuple1().Op(PickleOpcode.Dup).Op(PickleOpcode.Appends).Op(PickleOpcode.Pop);
            p.Global("os", "system").Text("first").Tuple1().Global("os", "popen").Text("other").Int(7).Tuple2().Reduce().Op(PickleOpcode.Pop).Reduce().Stop();
        });
        trace.Calls.Select(c => c.ArgumentList.Length).ShouldBe([2, 1]);
    }

    [Fact]
    public void Tuples_of_a_long_list_are_told_apart_after_they_were_filled_again()
    {
        // Three batches of pairs, so that the objects of the first are used for the later ones; then one pair is an argument.
        var trace = Follow(p =>
        {
            p.Proto(2).Op(PickleOpcode.EmptyList);
            for (var batch = 0; batch < 3; batch++)
            {
                p.Mark();
                for (var i = 0; i < 100; i++) p.Int(i).Int(batch).Tuple2();
                p.Op(PickleOpcode.Appends);
            }
            p.Op(PickleOpcode.Pop).Global("os", "system").Text("a").Tuple1().Reduce().Global("os", "popen").Text("bcd").Int(7).Tuple2().Reduce().Tuple2().Stop();
        });
        trace.Calls.Select(c => (c.ArgumentList.Length, c.ArgumentList[0].Length)).ShouldBe([(1, 1), (2, 3)]);
    }
}
