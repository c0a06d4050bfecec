using System;

namespace MailboxImportExport.Sandbox.Seed;

/// <summary>Sizes as those of mail are spread: most are small, few are large, and half of all bytes are in those few. The same ones each time.</summary>
internal sealed class MailSizes(int mean)
{
    // Of a logarithmic normal distribution whose median is 0.4 of its mean, as for mail of 30 KB and 75 KB.
    private const double Spread = 1.354;
    private const double MedianOfMean = 0.4;
    private const int Smallest = 200;
    private const int LargestOfMean = 33;

    /// <summary>The size of a mail.</summary>
    /// <param name="index">Which one.</param>
    public int Of(int index)
    {
        SeededRandom random = new(index);
        const int Parts = 1_000_000;
        double radius = Math.Sqrt(-2 * Math.Log((random.Below("radius", Parts) + 1) / (double)(Parts + 1)));
        double normal = radius * Math.Cos(2 * Math.PI * random.Below("angle", Parts) / Parts);
        return (int)Math.Clamp(mean * MedianOfMean * Math.Exp(Spread * normal), Smallest, (double)LargestOfMean * mean);
    }
}
