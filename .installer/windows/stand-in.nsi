; A stand-in for the frozen program, for `try`: boxoffice.exe and boxoffice-cli.exe are this.
; It says its version; with /RUN it goes on running, as a counter does, and with /HOLD=FILE it also has that file open.
Unicode true
OutFile "${OUT}"
Name "Boxoffice"
SilentInstall silent
RequestExecutionLevel user
!include FileFunc.nsh
!include LogicLib.nsh
Section
  System::Call 'kernel32::GetStdHandle(i -11) p .r0'
  StrLen $1 "boxoffice ${VERSION}$\r$\n"
  System::Call 'kernel32::WriteFile(p r0, m "boxoffice ${VERSION}$\r$\n", i r1, *i .r2, p 0)'
  ${GetParameters} $9
  ClearErrors
  ${GetOptions} $9 "/HOLD=" $0
  ${IfNot} ${Errors}
    FileOpen $1 $0 a
    Sleep 120000
  ${EndIf}
  ClearErrors
  ${GetOptions} $9 "/RUN" $0
  ${IfNot} ${Errors}
    Sleep 120000
  ${EndIf}
SectionEnd
