/** Sends standard input as one RAW job to a Windows queue (winspool.drv: OpenPrinter … WritePrinter). */
const script = (queue: string): string => `
$ErrorActionPreference = 'Stop'
Add-Type -TypeDefinition @'
using System;
using System.Runtime.InteropServices;
public static class RawQueue {
  [StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)]
  class DocInfo { public string Name = "ticket"; public string Output = null; public string Type = "RAW"; }
  [DllImport("winspool.drv", CharSet = CharSet.Unicode, SetLastError = true)]
  static extern bool OpenPrinterW(string name, out IntPtr printer, IntPtr defaults);
  [DllImport("winspool.drv", CharSet = CharSet.Unicode, SetLastError = true)]
  static extern int StartDocPrinterW(IntPtr printer, int level, [In] DocInfo info);
  [DllImport("winspool.drv", SetLastError = true)] static extern bool StartPagePrinter(IntPtr printer);
  [DllImport("winspool.drv", SetLastError = true)]
  static extern bool WritePrinter(IntPtr printer, byte[] bytes, int length, out int written);
  [DllImport("winspool.drv", SetLastError = true)] static extern bool EndPagePrinter(IntPtr printer);
  [DllImport("winspool.drv", SetLastError = true)] static extern bool EndDocPrinter(IntPtr printer);
  [DllImport("winspool.drv", SetLastError = true)] static extern bool ClosePrinter(IntPtr printer);
  public static bool Print(string name, byte[] bytes) {
    IntPtr printer;
    if (!OpenPrinterW(name, out printer, IntPtr.Zero)) return false;
    try {
      if (StartDocPrinterW(printer, 1, new DocInfo()) == 0) return false;
      int written;
      return StartPagePrinter(printer) && WritePrinter(printer, bytes, bytes.Length, out written)
        && written == bytes.Length && EndPagePrinter(printer) && EndDocPrinter(printer);
    } finally { ClosePrinter(printer); }
  }
}
'@
$bytes = New-Object IO.MemoryStream
[Console]::OpenStandardInput().CopyTo($bytes)
if (-not [RawQueue]::Print('${queue.replaceAll("'", "''")}', $bytes.ToArray())) { exit 1 }
`;

/** The command that prints standard input raw on a Windows queue: PowerShell with the script in its words. */
export function windowsRawPrint(queue: string): readonly [string, ...string[]] {
  const encoded = Buffer.from(script(queue), "utf16le").toString("base64");
  return ["powershell.exe", "-NoProfile", "-NonInteractive", "-EncodedCommand", encoded];
}
