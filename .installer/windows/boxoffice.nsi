; Makes boxoffice-setup-VERSION.exe; pack.py runs this file and hands in what is not in it:
;   VERSION      the program's, three numbers            PAYLOAD  the folder of the frozen program
;   SIZE_KB      the payload's size                      OUT      the file to make
;   LISTS        a folder with place.nsh and remove.nsh: a line for every file and folder of the payload
;   ICON, WELCOME, HEADER                                the pictures
;   SIGN         a command that signs a file, if there is one
;
; The rules it keeps:
; - The house's data, settings and logs are never touched, unless an uninstaller is asked to delete them. No database is
;   opened, let alone migrated: the program does that itself when somebody starts it.
; - A running Boxoffice is never ended, since it may be in the middle of a sale; it is named, and setup waits.
; - Everything is unpacked beside the old version before that is touched: no space or no power leaves the old one whole.
; - Only what a version has brought is taken away again, file by file: whatever else is in the folder stays.
;
; Switches: /S silent   /ALLUSERS or /CURRENTUSER   /NODESKTOP no icon on the desktop   /D=FOLDER where to (the last)
; Of the uninstaller: /S   /DELETEDATA also the data of the user who runs it
; Exit codes: 0 done, 1 given up by the user, 2 unpacking failed, and:
!define NEWER_IS_THERE 3
!define IS_RUNNING 4
!define NO_RIGHTS 5
!define NOT_REPLACED 6
!define WRONG_WINDOWS 7
!define SETUP_IS_RUNNING 8
!define DATA_NOT_DELETED 9

!define NAME "Boxoffice"
!define PUBLISHER "Boxoffice"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
; The folder of boxoffice/paths.py, below the user's local application data.
!define DATA "boxoffice"
!define PATIENCE_S 10 ; so long a silent setup waits for a running program to be closed

!if ! /FileExists "${PAYLOAD}/boxoffice.exe"
  !error "There is no boxoffice.exe in ${PAYLOAD}: this is no frozen Boxoffice for Windows."
!endif
!if ! /FileExists "${PAYLOAD}/boxoffice-cli.exe"
  !error "There is no boxoffice-cli.exe in ${PAYLOAD}: the command line would be missing."
!endif

!ifdef SIGN ; a command
  !uninstfinalize '${SIGN} "%1"' = 0
  !finalize '${SIGN} "%1"' = 0
!endif

Unicode true
ManifestDPIAware true
; Administrators are asked for their rights once, at the start; everybody else installs without, for one user.
RequestExecutionLevel highest
SetCompressor /SOLID lzma
; A file that cannot be written ends setup; skipping it, as a silent setup would, leaves half a program.
AllowSkipFiles off
Name "${NAME}"
OutFile "${OUT}"
; The last part is added to any folder that is chosen; which folder is offered is decided in UseMode.
InstallDir "$PROGRAMFILES64\${NAME}"
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey ProductName "${NAME}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey FileDescription "${NAME} setup"
VIAddVersionKey CompanyName "${PUBLISHER}"
VIAddVersionKey LegalCopyright ""

!include FileFunc.nsh
!include LogicLib.nsh
!include MUI2.nsh
!include WinVer.nsh
!include WordFunc.nsh
!include x64.nsh

Var Mode ; "all" (for everyone, as administrator) or "own" (for this user alone)
Var Installed ; the version that is installed in this mode, or nothing
Var FolderGiven ; "1" with /D=
Var OnDesktop ; "1": an icon on the desktop
Var Sentence
Var Ask ; controls of the own pages
Var AskDesktop
Var Upgrade ; of the uninstaller, "1": it makes room for a newer version, which keeps shortcuts and registry
Var DeleteData
Var DataFolder

; What setup and uninstaller share; functions of the latter must begin with "un.".
!macro Shared un
  ; Says $Sentence: in a box, or when silent on the console or in the file that the output goes to.
  Function ${un}Say
    ${IfNot} ${Silent}
      MessageBox MB_OK|MB_ICONEXCLAMATION "$Sentence"
      Return
    ${EndIf}
    System::Call 'kernel32::GetStdHandle(i -11) p .r0'
    ${If} $0 P<> 0
    ${AndIf} $0 P<> -1
    ${Else}
      System::Call 'kernel32::AttachConsole(i -1)'
      System::Call 'kernel32::GetStdHandle(i -11) p .r0'
    ${EndIf}
    StrLen $1 "$Sentence$\r$\n"
    System::Call 'kernel32::WriteFile(p r0, m "$Sentence$\r$\n", i r1, *i .r2, p 0)'
  FunctionEnd

  ; Whether $0 is a program that runs: $1 is "1". For as long, Windows lets nobody write to its file.
  Function ${un}IsRunning
    StrCpy $1 ""
    ${If} ${FileExists} $0
      ClearErrors
      FileOpen $2 $0 a
      ${If} ${Errors}
        StrCpy $1 "1"
      ${Else}
        FileClose $2
      ${EndIf}
    ${EndIf}
  FunctionEnd

  ; Goes on once neither program runs: it is looked again for some seconds before anybody is asked, because what checks
  ; files for viruses holds them for a moment too.
  Function ${un}WaitForEnd
    StrCpy $4 0
    ${Do}
      StrCpy $3 "Boxoffice"
      StrCpy $0 "$INSTDIR\boxoffice.exe"
      Call ${un}IsRunning
      ${If} $1 == ""
        StrCpy $3 "A command of Boxoffice (boxoffice-cli)"
        StrCpy $0 "$INSTDIR\boxoffice-cli.exe"
        Call ${un}IsRunning
      ${EndIf}
      ${If} $1 == ""
        Return
      ${EndIf}
      IntOp $4 $4 + 1
      ${If} ${Silent}
        ${If} $4 > ${PATIENCE_S}
          StrCpy $Sentence "$3 is running. Finish the sale, close it, and try again. Nothing was changed."
          Call ${un}Say
          SetErrorLevel ${IS_RUNNING}
          Quit
        ${EndIf}
      ${ElseIf} $4 > 2
        MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$3 is running on this PC, perhaps for another user.$\r$\n$\r$\nFinish the sale, close it, and press Retry." IDRETRY +3
        SetErrorLevel 1
        Quit
      ${EndIf}
      Sleep 1000
    ${Loop}
  FunctionEnd

  ; $0 is "1" when this user may change what belongs to the whole PC.
  Function ${un}IsAdmin
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 == "Admin"
      StrCpy $0 "1"
    ${Else}
      StrCpy $0 ""
    ${EndIf}
  FunctionEnd
!macroend
!insertmacro Shared ""
!insertmacro Shared "un."

!macro Refuse un code sentence
  StrCpy $Sentence "${sentence}"
  Call ${un}Say
  SetErrorLevel ${code}
  Quit
!macroend

; ---- the pages

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${WELCOME}"
!define MUI_HEADERIMAGE
!define MUI_HEADERIMAGE_RIGHT
!define MUI_HEADERIMAGE_BITMAP "${HEADER}"
!define MUI_HEADERIMAGE_UNBITMAP "${HEADER}"
!define MUI_ABORTWARNING

!define MUI_WELCOMEPAGE_TITLE "${NAME} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "$Sentence"
!define MUI_PAGE_CUSTOMFUNCTION_PRE Welcome
!insertmacro MUI_PAGE_WELCOME
Page custom Choose Chosen
!define MUI_PAGE_CUSTOMFUNCTION_PRE SkipWhenUpgrading
!define MUI_DIRECTORYPAGE_TEXT_TOP "The program goes into this folder. The house's data, settings and logs are kept elsewhere, in each user's own application data."
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "${NAME} ${VERSION} is installed"
!define MUI_FINISHPAGE_TEXT "It is in the start menu.$\r$\n$\r$\nA database of an earlier version is left as it is; the program says what to do when it opens one."
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_TEXT "Open ${NAME} now"
!define MUI_FINISHPAGE_RUN_FUNCTION Open
!insertmacro MUI_PAGE_FINISH

UninstPage custom un.Choose un.Chosen
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "English"

Function Welcome
  ${If} $Installed == ""
    StrCpy $Sentence "The program that a venue's ticket counter runs on.$\r$\n$\r$\nSetup puts it on this PC. Nothing else has to be installed."
  ${ElseIf} $Installed == "${VERSION}"
    StrCpy $Sentence "This version is installed already. Setup puts its files in place again.$\r$\n$\r$\nThe house's data and all settings stay as they are."
  ${Else}
    StrCpy $Sentence "${NAME} $Installed is installed and becomes ${VERSION}.$\r$\n$\r$\nThe house's data and all settings stay as they are."
  ${EndIf}
  ${If} $Installed != ""
    StrCpy $Sentence "$Sentence$\r$\n$\r$\nPlease close Boxoffice on this PC before you go on."
  ${EndIf}
FunctionEnd

Function SkipWhenUpgrading
  ${If} $Installed != ""
    Abort
  ${EndIf}
FunctionEnd

Function Choose
  !insertmacro MUI_HEADER_TEXT "For whom" "Who uses ${NAME} on this PC, and how it is opened."
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateRadioButton} 0 4u 100% 12u "For &everyone who uses this PC"
  Pop $1
  ${NSD_CreateRadioButton} 0 20u 100% 12u "Only for &me"
  Pop $Ask
  ${If} $Mode == "own"
    ${NSD_Check} $Ask
  ${Else}
    ${NSD_Check} $1
  ${EndIf}
  Call IsAdmin
  ${If} $0 == ""
  ${AndIf} $Installed == ""
    EnableWindow $1 0
    ${NSD_CreateLabel} 0 38u 100% 20u "To install it for everyone, start setup as administrator: with the right mouse button on it."
    Pop $0
  ${EndIf}
  ${NSD_CreateCheckbox} 0 66u 100% 12u "An icon on the &desktop"
  Pop $AskDesktop
  ${If} $OnDesktop == "1"
    ${NSD_Check} $AskDesktop
  ${EndIf}
  ${If} $Installed != ""
    ; An upgrade is in place; there would be two programs otherwise. No folder is asked for, so setup begins here.
    EnableWindow $1 0
    EnableWindow $Ask 0
    GetDlgItem $0 $HWNDPARENT 1
    SendMessage $0 ${WM_SETTEXT} 0 "STR:&Install"
  ${EndIf}
  ${NSD_CreateLabel} 0 88u 100% 30u "Each user has data of their own, unless the house is on a server: counters that sell the same seats open one database there."
  Pop $0
  nsDialogs::Show
FunctionEnd

Function Chosen
  ${NSD_GetState} $Ask $0
  StrCpy $1 "all"
  ${If} $0 == ${BST_CHECKED}
    StrCpy $1 "own"
  ${EndIf}
  ${If} $1 != $Mode
    StrCpy $Mode $1
    Call UseMode
  ${EndIf}
  ${NSD_GetState} $AskDesktop $0
  StrCpy $OnDesktop ""
  ${If} $0 == ${BST_CHECKED}
    StrCpy $OnDesktop "1"
  ${EndIf}
FunctionEnd

; By the desktop, so that the program does not run with an administrator's rights, which setup may have.
Function Open
  Exec '"$WINDIR\explorer.exe" "$INSTDIR\boxoffice.exe"'
FunctionEnd

; ---- setup

Function .onInit
  SetRegView 64
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastBuild} 17763 ; what Qt asks for
    !insertmacro Refuse "" ${WRONG_WINDOWS} "${NAME} needs 64-bit Windows 10 of 2018 (version 1809) or newer."
  ${EndIf}
  System::Call 'kernel32::CreateMutex(p 0, i 0, t "Global\boxoffice-setup") p .r0 ?e'
  Pop $0
  ${If} $0 <> 0 ; it is there already
    !insertmacro Refuse "" ${SETUP_IS_RUNNING} "Another setup of ${NAME} is running on this PC. Let it end first."
  ${EndIf}

  ${GetParameters} $9
  System::Call 'kernel32::GetCommandLine() t .r0' ; NSIS takes /D= out of its own copy
  ClearErrors
  ${GetOptions} $0 "/D=" $0
  ${IfNot} ${Errors}
    StrCpy $FolderGiven "1"
  ${EndIf}

  ; An older version never goes over, or beside, a newer one: the newer one's database would not open any more.
  ReadRegStr $1 HKLM "${UNINSTALL_KEY}" DisplayVersion
  ReadRegStr $2 HKCU "${UNINSTALL_KEY}" DisplayVersion
  StrCpy $Sentence $1
  Call RefuseOlder
  StrCpy $Sentence $2
  Call RefuseOlder

  Call IsAdmin
  ${If} $1 != ""
    StrCpy $Mode "all"
  ${ElseIf} $2 != ""
    StrCpy $Mode "own"
  ${ElseIf} $0 == "1"
    StrCpy $Mode "all"
  ${Else}
    StrCpy $Mode "own"
  ${EndIf}
  ClearErrors
  ${GetOptions} $9 "/ALLUSERS" $1
  ${IfNot} ${Errors}
    StrCpy $Mode "all"
  ${EndIf}
  ClearErrors
  ${GetOptions} $9 "/CURRENTUSER" $1
  ${IfNot} ${Errors}
    StrCpy $Mode "own"
  ${EndIf}
  ${If} $Mode == "all"
  ${AndIf} $0 == ""
    ${If} ${Silent}
      !insertmacro Refuse "" ${NO_RIGHTS} "Only an administrator installs ${NAME} for everyone; /CURRENTUSER installs it for you alone."
    ${EndIf}
    !insertmacro Refuse "" ${NO_RIGHTS} "${NAME} is installed for everyone who uses this PC. Start setup as administrator: with the right mouse button on it."
  ${EndIf}
  Call UseMode

  ClearErrors
  ${GetOptions} $9 "/NODESKTOP" $1
  ${IfNot} ${Errors}
    StrCpy $OnDesktop ""
  ${EndIf}
FunctionEnd

; $Sentence is a version that is installed, or nothing.
Function RefuseOlder
  ${If} $Sentence != ""
    ${VersionCompare} $Sentence "${VERSION}" $0
    ${If} $0 == 1
      !insertmacro Refuse "" ${NEWER_IS_THERE} "${NAME} $Sentence is installed, which is newer than ${VERSION}. Nothing was changed."
    ${EndIf}
  ${EndIf}
FunctionEnd

; What follows from $Mode: where menus and registry are, what is installed, and the folder.
Function UseMode
  ${If} $Mode == "all"
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
  ReadRegStr $Installed SHCTX "${UNINSTALL_KEY}" DisplayVersion
  ReadRegStr $0 SHCTX "${UNINSTALL_KEY}" InstallLocation
  StrCpy $OnDesktop "1"
  ${If} $Installed != ""
  ${AndIf} $0 != ""
    ; In place, whatever folder is given; and an icon that somebody took away does not come back.
    StrCpy $INSTDIR $0
    ${IfNot} ${FileExists} "$DESKTOP\${NAME}.lnk"
      StrCpy $OnDesktop ""
    ${EndIf}
  ${ElseIf} $FolderGiven == ""
    ${If} $Mode == "all"
      StrCpy $INSTDIR "$PROGRAMFILES64\${NAME}"
    ${Else}
      ; Not right below the local application data: on Windows that is the folder of the house's data.
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${NAME}"
    ${EndIf}
  ${EndIf}
FunctionEnd

; Leaves the folder as it was found, when unpacking failed.
Function .onInstFailed
  SetOutPath $TEMP
  RMDir /r "$INSTDIR\incoming"
  RMDir $INSTDIR
FunctionEnd

; The lines of the lists.
!macro Folder path
  CreateDirectory "$INSTDIR\${path}"
!macroend
!macro Place path
  Delete "$INSTDIR\${path}"
  Rename "$INSTDIR\incoming\${path}" "$INSTDIR\${path}"
!macroend
!macro Remove path
  Delete "$INSTDIR\${path}"
!macroend
!macro RemoveFolder path
  RMDir "$INSTDIR\${path}"
!macroend

Section
  Call WaitForEnd
  RMDir /r "$INSTDIR\incoming"
  SetOutPath "$INSTDIR\incoming"
  File /r "${PAYLOAD}/*"
  SetOutPath $INSTDIR

  ${If} $Installed != ""
  ${AndIf} ${FileExists} "$INSTDIR\uninstall.exe"
    DetailPrint "Removing ${NAME} $Installed"
    ExecWait '"$INSTDIR\uninstall.exe" /S /UPGRADE _?=$INSTDIR' $0
    ${If} $0 <> 0
      RMDir /r "$INSTDIR\incoming"
      ${If} $0 = ${IS_RUNNING}
        !insertmacro Refuse "" ${IS_RUNNING} "Boxoffice is running. Finish the sale, close it, and try again. Nothing was changed."
      ${EndIf}
      !insertmacro Refuse "" ${NOT_REPLACED} "The installed version could not be removed. Start this PC anew and run setup again."
    ${EndIf}
  ${EndIf}

  DetailPrint "Putting ${NAME} ${VERSION} in place"
  SetDetailsPrint none ; thousands of lines
  ClearErrors
  !include "${LISTS}/place.nsh"
  SetDetailsPrint lastused
  ${If} ${Errors}
    !insertmacro Refuse "" ${NOT_REPLACED} "A file of ${NAME} could not be replaced. Start this PC anew and run setup again."
  ${EndIf}
  RMDir /r "$INSTDIR\incoming"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  WriteRegStr SHCTX "${UNINSTALL_KEY}" DisplayName "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" DisplayVersion "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" Publisher "${PUBLISHER}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" DisplayIcon "$INSTDIR\boxoffice.exe"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" InstallLocation "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" UninstallString '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" QuietUninstallString '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" EstimatedSize ${SIZE_KB}
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" NoModify 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" NoRepair 1

  ; A shortcut starts the program in the folder that is the current one here.
  CreateShortCut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\boxoffice.exe"
  ${If} $OnDesktop == "1"
    CreateShortCut "$DESKTOP\${NAME}.lnk" "$INSTDIR\boxoffice.exe"
  ${Else}
    Delete "$DESKTOP\${NAME}.lnk"
  ${EndIf}
SectionEnd

; ---- the uninstaller

Function un.onInit
  SetRegView 64
  ; The data of the user who runs it, wherever the program is.
  SetShellVarContext current
  StrCpy $DataFolder "$LOCALAPPDATA\${DATA}"

  ReadRegStr $0 HKLM "${UNINSTALL_KEY}" InstallLocation
  ${If} $0 == $INSTDIR
    StrCpy $Mode "all"
    SetShellVarContext all
    Call un.IsAdmin
    ${If} $0 == ""
      !insertmacro Refuse "un." ${NO_RIGHTS} "${NAME} is installed for everyone who uses this PC; only an administrator removes it."
    ${EndIf}
  ${Else}
    StrCpy $Mode "own"
  ${EndIf}

  ${GetParameters} $9
  ClearErrors
  ${GetOptions} $9 "/UPGRADE" $0
  ${IfNot} ${Errors}
    StrCpy $Upgrade "1"
  ${EndIf}
  ClearErrors
  ${GetOptions} $9 "/DELETEDATA" $0
  ${IfNot} ${Errors}
    StrCpy $DeleteData "1"
  ${EndIf}
FunctionEnd

Function un.Choose
  !insertmacro MUI_HEADER_TEXT "Remove ${NAME}" "The program is taken off this PC."
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 4u 100% 20u "The house's data, settings and logs stay. ${NAME} finds them again when it is installed again."
  Pop $0
  ${If} ${FileExists} "$DataFolder\*.*"
    ${NSD_CreateCheckbox} 0 40u 100% 12u "&Delete my data, too: what was sold, customers, settings and logs in"
    Pop $Ask
    ${If} $DeleteData == "1"
      ${NSD_Check} $Ask
    ${EndIf}
    ${NSD_CreateLabel} 12u 54u -12u 22u "$DataFolder"
    Pop $0
    ${NSD_CreateLabel} 0 84u 100% 30u "Other users' data, printed PDF files, and a house on a server stay in any case."
    Pop $0
  ${EndIf}
  GetDlgItem $0 $HWNDPARENT 1
  SendMessage $0 ${WM_SETTEXT} 0 "STR:&Remove"
  nsDialogs::Show
FunctionEnd

Function un.Chosen
  StrCpy $DeleteData ""
  ${If} $Ask == ""
    Return
  ${EndIf}
  ${NSD_GetState} $Ask $0
  ${If} $0 == ${BST_CHECKED}
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "Everything in$\r$\n$DataFolder$\r$\nis deleted, and cannot be brought back. Delete it?" IDYES +2
    Abort ; stays on the page
    StrCpy $DeleteData "1"
  ${EndIf}
FunctionEnd

Section "un."
  Call un.WaitForEnd
  SetOutPath $TEMP
  SetDetailsPrint none
  ; The list begins with the two programs: once they are gone nobody starts what is half removed.
  !include "${LISTS}/remove.nsh"
  SetDetailsPrint lastused
  ${If} ${FileExists} "$INSTDIR\boxoffice.exe"
  ${OrIf} ${FileExists} "$INSTDIR\boxoffice-cli.exe"
    !insertmacro Refuse "un." ${NOT_REPLACED} "The program could not be removed. Start this PC anew and try again."
  ${EndIf}
  ${If} $Upgrade == "1"
    SetErrorLevel 0
    Return
  ${EndIf}

  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  Delete "$INSTDIR\uninstall.exe"
  RMDir $INSTDIR
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"

  ${If} $DeleteData == "1"
    ; The database first: another Boxoffice that has it open keeps it, and then all of it stays.
    Delete "$DataFolder\boxoffice.sqlite3"
    ${If} ${FileExists} "$DataFolder\boxoffice.sqlite3"
      !insertmacro Refuse "un." ${DATA_NOT_DELETED} "The program is removed, but the data is in use and was kept."
    ${EndIf}
    RMDir /r $DataFolder
  ${EndIf}
SectionEnd
