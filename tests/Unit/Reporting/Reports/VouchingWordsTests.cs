using Assay.Contracts.Reports;
using Assay.Reporting.Reports.Wording;
using Assay.Tests.Unit.Reporting.Fakes;

namespace Assay.Tests.Unit.Reporting.Reports;

public sealed class VouchingWordsTests
{
    private static readonly VoucherCount _list = new("team", VoucherKind.List, VoucherStrength.Strong, Voucher.Sha256, 3);
    private static readonly VoucherCount _hub = new("listing of hf", VoucherKind.Hub, VoucherStrength.Moderate, Voucher.Sha256, 12);

    [Fact]
    public void One_line_says_who_vouches_and_for_what_nobody_does() =>
        Line(new(14, 12, [_list, _hub], ["modeling_x.py"], 1))
            .ShouldBe("Vouched: 12 of 14 files by list team (strong, 3), listing of hf (moderate, 12); nobody vouches for modeling_x.py.");

    [Fact]
    public void Where_all_is_vouched_for_nothing_is_added() => Line(new(3, 3, [_list], [], 0)).ShouldBe("Vouched: 3 of 3 files by list team (strong, 3).");

    [Fact]
    public void A_long_list_of_names_is_cut() => Line(new(9, 1, [_list], ["a", "b", "c", "d"], 8)).ShouldEndWith("nobody vouches for a, b, c and 5 more.");

    [Fact]
    public void A_folder_of_ones_own_is_said_to_be_unknown() =>
        Line(new(2, 0, [], ["a.py"], 1)).ShouldBe("Vouched: none of 2 files; no trusted source knows any of them.");

    [Fact]
    public void A_report_from_before_says_nothing_of_it() => Line(null).ShouldBeNull();

    private static string? Line(VouchingReport? vouching) => VouchingWords.Line(Samples.Model() with { Vouching = vouching });
}
