#include "core/runner/linediff.h"

#include <gtest/gtest.h>

using kilter::lineDiff;

TEST(LineDiff, showsWhatDiffers)
{
    EXPECT_EQ(lineDiff("a\nb\nc\nd\ne\nf\n", "a\nb\nc\nD\ne\nf\n"), "  b\n  c\n- d\n+ D\n  e\n  f");
    EXPECT_EQ(lineDiff("a\nb\n", "a\nx\nb\n"), "  a\n+ x\n  b");
    EXPECT_EQ(lineDiff("a\r\nb\r\n", "a\nb"), "  a\n  b");
    EXPECT_EQ(lineDiff("", "a"), "+ a");
    std::string many;
    for (int i = 0; i < 100; ++i)
        many += std::to_string(i) + '\n';
    EXPECT_NE(lineDiff("", many, 10).find("… 90 more lines"), std::string::npos);
}
