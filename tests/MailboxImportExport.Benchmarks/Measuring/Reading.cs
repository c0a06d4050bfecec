using System;

namespace MailboxImportExport.Benchmarks.Measuring;

/// <summary>What one trial took.</summary>
/// <param name="Amount">How much it moved.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Cpu">CPU time of this process, in seconds.</param>
/// <param name="SandboxCpu">CPU time of the sandbox, in seconds.</param>
internal sealed record Reading(double Amount, double Seconds, double Cpu, double SandboxCpu)
{
    public double Throughput => Amount / Seconds;

    public double CpuOfEach => Cpu / Amount;

    /// <summary>How much of all cores the sandbox took.</summary>
    public double SandboxShare => SandboxCpu / (Seconds * Environment.ProcessorCount);
}
