// Keys, a certificate, and what Node 20 made with them. Made for this test: they guard nothing.
const keys = {
  rsa: `-----BEGIN PRIVATE KEY-----
MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQDanbZIknESlV6q
vd93kpEWdEvqvI6vV45XL8qBAz9dXqotBoaV+C6Ho80idm4UAFgSEj8ATn8iWYp8
dzP44u+ohfr21gtzJ0RP9EaQ8UWoLi8hLlnjD2AIbKrTUeO+J52r/Jwjl4Sjf4XO
wwY4RfS4aXIuPstOLEnLnt/hl4lSgwGChqZ/ut39MJxcknrDSud9cr+jRt4dKouV
hY4wKHyIs65QMcfQx3eyzb0krngtJm7HgyOvpekafeEPfLODe1jRnFCdIiy+Nsh0
QYBXw7spzWEMVuwD42xvFnvNlqaY6rzs9ZUmDX1MeX8ydIz65k9MhAPgxBvVCG24
SDDdNDLfAgMBAAECggEAGywu1oQL4DfxrX5D3YxkUpVU7vx4gwx6dEAhRvoyMOGj
Jvfggu53S25i1m2VpBB2Nz95AN7riBz3Yh4SNyrEiBP9zBrHDzfqZ+0LAllYLkht
8jgH0yRQ7EB5gSJKEOjCp828/eLc3nzraEuET+VIvs0tydgN6WMG2cjJt161olbM
ZeXCScuTUMeDvDWP24PbllcdqbxNGissVVBh1wsn8kKjGw7CpARdwqChl3ZxsK7G
GdXD0hdR52QU0ar6R/Ck3nrvI6udpEpYlElRiSJv73EL8nLMGboEFCdwmd4bpVP3
rESNlzvKfnenuWLMyeTRR5d1mCpKEmKOBa3qSjgWoQKBgQDyTTB8AX8NqjPIvCn6
yNEIwiNL6r8kf9xAwc00kXD9YXJsoAUqRJ4ExnBrtfGbNRgN5DhOunDywFpXIdwb
7e4OJbtJwzbArnMZJKEd9Klw4/ZFVR9ENUP6kDwXVT5L9pLJRDA3EjYn18nG8eWZ
tPDaGggw2/sFmpnbXI/O5WQIYQKBgQDm+bmTF18ryBh4uiSVdi/18zko3bmsTljX
XT5du+mmQawIzzkmCt2F1Qcvaj4XhNhze+rDyD741V1vxz2BCa7EfqQAhUicAa94
hjFCJ6S5by7l7ag92DmzTpC+2EUStcG4PoDpyG990jAWlagyTKuf9OZl88V4cr12
P/YrWp0DPwKBgQDDmFwTPoH53fN/j6WztHhJwa4MkqtKI40BGXE1hlLXt9pOpb6F
qG6HHEmUKYOn7uxECn8Jzqduzqgevk6YnTEWao8NtHB2ilyPZ2pIbEB7yQn8XgKn
ZPhDRDu9+ioX2CwWHN1vF1xwPVm9J3hY5B+pcGo8RtgUZgDde5L7SWG/AQKBgEf7
O2Ijvn0edsHpAM2zb27uxbl+oAaaxAUaAf2kOkSd4sc8DUtVx4OVyA92xLL/q5UR
4S/yj+1sURostXYpVlXWQbYH04EK5WxiJafAQw2nIK53Sh8763991I4lSCF0k1Kf
5/zzggtsHaBsM2a5jiLjZ4oOVlQbLgBUHpuUOapxAoGBALUa3LfTucK8Yo+U/BXZ
zCmcXBqTX2MxjebMkl/xhgT4PX9lqv6TvgJTYqcI1ORRRN2LxQC5hbDsquv4+Xax
Z9kLdzuzZhlZx6WaRTlFZ9ojWg/jSu+VZfDsVkp5GuWRn4b28KQjEUKJl2U97tdw
4lKR3ZAwHJEH969D8vmPT7VX
-----END PRIVATE KEY-----
`,
  locked: `-----BEGIN ENCRYPTED PRIVATE KEY-----
MIIFLTBXBgkqhkiG9w0BBQ0wSjApBgkqhkiG9w0BBQwwHAQID1tU8/6xxcMCAggA
MAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUDBAEqBBApimMQsP8w8Ib3SOCvmmZYBIIE
0EJAfmDhO84q7Gg49zOitqMNTpli1xZ4lUxXhyiSVQT4cODF5uHg4ERG4DdKqHNB
aB2l6TvrWosHUsXigx/kI9VZltXRrLptJI/P4WX60hD6rJ1P4E92qqsPvAgULMAQ
UgwNvmH/rYHnCWZvX9uI847kFv3sOS3raUO2RsNsOgXvoIpT3dgPbfyRjkItze4D
ye8C8kYeGdDpuvxIXivw/H/wJVq2Ioj8DiKT+uVhVKl86DuwJ2xJMXORh/janyEp
18lhXyBzjx7jhEZR8xP+96FgltVeORi8Wsw6YpSYehMM1dmyE9hfzeVygVpLwCiD
65KqRN7av2EFcphO2qWNZa2EBpMcH+OJdU7LzMsN8VNi0BZxFfF2LAD6U1M7+6qp
xCTjvJW9nsdu0rPK9w9cgISrpnR4NZm71Aib13xvX0Mj3INfC1AFcUNedG02Io5Z
4tPaINaXTjAfrAirY0cpMUDDHkmdS+3R8E8/Iz50PTvY/ePZFvNq2+yok72CtbIF
TFLkGHmN5qO9wh7guyFxMAZfsTeAc8tFTAVDurPjE1BrTCKjhDgnZdrmecKIn6Ie
w8wI/py24zUmeeEH87RYzdjDwkw1v3XV/tBy0jzJ4EG6j0XSRIIf993SzgnLXXbN
CSwuh6h8E7mrPq+480MUVnUxK+rATMg8VNKdrRsU5rWk6HNyGHckhQU9sxK+O1Ll
QG/dUh/xh3OGAL2Wq4mrNNctAEyi7RSBs0AJRQWjDC9h3NNLCJ8jrniGznZ4ix0h
rX2VZk3S4cgwRlKdhZ8jKd0YwRJnrM44PoMiinmD5q2mSQm6mK9Eq5aNLuMEU6EV
i0OpSrRHar+T5G1psKFC16rzk4HqSXVgtinpIHPx4Ia51S48xXLn4VgWKghTBkHt
gbsSV6sFyBfUgRpRUVe+ouvHo+ZEbA+6iS3+tykB7vZxu5xGmnlJ7VNnop9IL789
C9p5JKFfieVGcZ/J0aA0WD9lwhPByuIOi/BEpaqFqio4dFf0ovN1/oJlm5aw8bv8
E9oafX93idLcFrp+HXb+ZASnvwUicQ65g7H4Mi4SDew56399pVIs3VibBknAobDr
Rk7CKtVxh0GlN0sdVpceDrAUk1rve4vxqnW1u94af9KFmgcOiWO2xGa+4/AJdfSt
NHntcgWpz0BA0kqoi7qaa5K1+Xl+5zYTqq+OrPn/OzUbTqXcPZNk0WvznQY84v4n
yWl3NqxOmgN3eYgYTuQwWBvlgbcHwfYh4Sgf4ocscUIn820dda4UBMViy/rCwTtC
tYIvGfM7w4VywrTz3Sv1+BP5W8z6MtwgcjiDTXqOPIc3aKOcXTpZA3QTUz7C+OIQ
p2fa8A0W3/Yw4gQutX/RQuJ0nNY/AAUnzVkqMVynvkmJtHcJWXeK5KLB9hecGdYh
n/SIiAM72DKMHrH4IbS4Vp7VBb/otN6o2iYP+L1c55rlsamu22QNHKsvhijxssVW
3KE9XaVoHSSAwwfaLxgzqfIiGeOoezevbN3S0/BaKKUxTv14TCW+8YMSoexmkkTJ
Ykq1jY4mxaA1RnVq2q96rtk45/leCQnkjS4DIuaXyeHbyONnUvScTawUdBDuNKXl
wosiB1MGtEGO/1ZL3f3IEGAA85A6mdfptm0dPxcOF9hL
-----END ENCRYPTED PRIVATE KEY-----
`,
  lockedLegacy: `-----BEGIN RSA PRIVATE KEY-----
Proc-Type: 4,ENCRYPTED
DEK-Info: AES-128-CBC,815BC9DC918B06032A00842D783C6AA6

i9EeNP512QA3b6Z7YjAkiGnxAUxiM/BTyFyfIPsUR+ZaegIgfMY+BbdF70bNkNgN
+Y3UGRRP9UJNmCOorpqCM5cly8Fg/Lj80HH/gLvRFBf0KRMWYhl16kbn/8rjEpHb
KnBgzXXWijhju/0vLp3Nlz5vMrNptKKle13I4cLQr+NUBwa3uNpsbPW/KX8+D1VZ
gCDsHVpfVR0gYQ5VUNcOtdrcXEC8dJ3PnSEyw6IzNRFV/lT3DwVNJBtk5ttwB/8G
ZDtG5tLjFR40yZJy7VBnBDQf+DoMS6x6qxu7eadXD4oGfgzDDYVI/kJWHIVCpiwm
PAD4kbZWb+DPomhSn4BOkMDReOq71zF77qqticrnrxaPS6ytM4E0YQT6UXcLPUrS
gvFfp5KCF3PQGM1b2FuBqhDqqsclNeeQD17KLimgxLB/6c/nd/T6sPPEC/tqFd2A
6eRGqqnqZCg1PXGJ/zgIRmv8uS19o4Dz5rY5qeTxudoFq1xmT0CaXQLk8H1M/4xL
rXuynZw4E5lkx6G061G7z8cat4EjUxaK08lYNxbsfVecOdmUl2zr3hSFDVo84C3K
4rcGNWhBO1sLnr5zQI8Nu+tAZ+DbcrcNF0YjZwnvYKRenCCNlWFPXeGhPmHlJHZ7
jti6rQrfRMeEFlvuLgV4grq/wJU6ugOkgWlnnnkLF1AvoINgIX3WUv67linsSIpP
MUqmqPCGWxIBBAVIx/NkWGn1pJZithIdpsR1EdTqArl9wcgtTwOBVD4IohnGwWqf
8Td1cqbLwA2JnI6/z2WeZbNLbH/xSzGVS+u3kTgi9408O3wRqprGwrvcopBBLcJ9
0BknQ0TCAyydQDZhlZR30tFWJ8CeHI8Oq3prUgbjz+aDz64I0ECuViXZPiISunlc
McJ2o14yS+XinIwqfda+Vv33VuYRWf57jyNVx5zD1d1sPIx+RLOZ1lx2qPo/mqTA
7HiLKWANdbhdX+ZYhOZVwllwMh5Olr0f8KLZCfFBhnrXNPKQkQSMtGopg/29iN4K
63/fFhlnOZUHy+/co8bOZ1fCQMuxM0bt4FOk0VNj9Jmapzzr8AnG9OgsbBeNymzr
Ic9fEwh3vyoJSZqInHc/38EG+HgUoJVyV0h1HIehn9VPayswY85VTtfEzO58nkgO
cjfuvrjNzyOjdOKEC1Fti5ebj/FInawCY2QfK6M2ou+bFvzyecfye1ro8oUMr4g7
X7tT/ot2ufaGiXKM6BJCTdMXf17z2h3dg3Tkrb7CwTl29a2fAd/Ga9zwfNg/SMXs
cWWR3ugYJDOqSdpW3KAlEDEhxNVI0TQnXbtZbj7mmrNNkbo0jSqAY2YFbROYeIEz
KvWKoa6s1jCkgDnUmEh+utVWn2bw+ajXKGWsCdOERWTrRpqEPVGPEMTmbADD793u
CdVVZ5tFCoohdUs3HiK76tnERHn8xBbLKAchNwiN5tkL8g3+TmPZUSGTmeM4vXby
Z1sQEVTO06AIc4UDq6lWsfY8t5U13a0uJ5Mmkdd8qfe3swv4mTLtRytN+J9Niap0
6mRo+Px4smqQN1x/Kdg8og2Qt0rO2EPRQjF0iKYxf5Y+3qaqr/rBgqaQTF4vN/+I
-----END RSA PRIVATE KEY-----
`,
  ec: `-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIIuOq/27gd2RrgPNXPm2nc1nAU1D4tgVz8QvxXL1yZUBoAoGCCqGSM49
AwEHoUQDQgAEBfAwd9Mn8sn/YBRJBqYDXTi8UgpyGTy9FgVMRAbMkxli+JgNzSpG
5E/o94XscGhdlPpiDMNZcm1IY+79xL66fg==
-----END EC PRIVATE KEY-----
`,
  ecPublic: `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEBfAwd9Mn8sn/YBRJBqYDXTi8Ugpy
GTy9FgVMRAbMkxli+JgNzSpG5E/o94XscGhdlPpiDMNZcm1IY+79xL66fg==
-----END PUBLIC KEY-----
`,
  p384: `-----BEGIN PRIVATE KEY-----
MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDB8Z2+mj92hqjLpX48b
lsgXQ+vjGJ7Ilta/lpekTaqlDqtFNsoq+xDmWOXVDknPAcahZANiAATv+OYuWIBW
cZd4MG54x25PR+Bnax37Xza2C+9vJp5UT3qqUDjsCMy5Rc3cCWS6kihc3+crtzlj
qQv1ZaMDxYFVoLq5Qa1jPOp//9xgWbxrhb80DnQWRzV7zgBP/eAB/AM=
-----END PRIVATE KEY-----
`,
  ed: `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEICQjE9Yox4q94+YRTNE0dtRVvHZqkwcLNkZawMycyzMp
-----END PRIVATE KEY-----
`,
  x: `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VuBCIEIADMvkgIBobaJPAPFlje3NpTGO7YRU0s2mb2qtv3bttA
-----END PRIVATE KEY-----
`,
  pss: `-----BEGIN PRIVATE KEY-----
MIIEugIBADALBgkqhkiG9w0BAQoEggSmMIIEogIBAAKCAQEA0zKSCeMkrKaD4zIN
089jrJO59joSDHGJEfU5UkwDWijoR3HJuaH5mxn+QKokkkLSsHgUKzXRQGoNYfA5
6AAMEb3yQGxHX++J5C1jJJ3LzGNIWTqalBInU4pXFs2sxGJnmbjXWtLsKxTYAO61
YZ+4aTK1dSNOcOJgLBuzf5J1ueWtiAaEtrEIYc+JRPSFthovrGCDoeBX5dUxu1kt
slIJW4WjVpUy9iOFi3TLhqZC1bHrDiZWwWnok0zQfHlRBMxqluNUERY+qc1uduaz
cYJ8NNWWZDcjCi2OStZ4XsqbbIcylkQQnJv1a/Ha+QwenRENg+ov3oesrbRHsxhT
Rt+KnwIDAQABAoIBADPw/gW8fWqQ0WLxDoGHQeZRtqyd/45b5fAqtVxOIYzs/qOD
kq867N5+eA+DSNdH4/VOsvcllz8WVhA+Op+aU12Rr6C0gKFRkkIx/24j+NldmY+I
YDgGdvGO1nhfQRxTb1NZKG3H7hlyWOVxz94goAQPWp1if4o3wptWfMDlTlrXdRdp
A+gCLnTLTlNC5K5vcODqq2zKvoD+z1EH1dDD6/bThev4FDiiDb6DWzD9qYV6SGfH
69YelIvCRrJaHnH7mdNmVBdAcfOKPLYhejCgVRBZqqDGuXUEb6ZewR/o8OLEI1mk
sz2wrqJLfiOuceg1kXUTjKQ2j/ZTLthmeIuGQlECgYEA/X1vl8XfnzbJo37x6Fcf
VhdqPIJv5Wjrs9mlS7auQSjM79wS/paseezzoBHIlV/8YRblG4PI0KxirZqsrYwK
PpGqnOCWr1jv6raNbr0Nc30+aXppDY5KYjnxsKWe7zOxGxIIaGLDl7wZRU3J9bbU
u1fQYPTs8/49POHmOLoYsnsCgYEA1UntwIw27TwFf6M9OTFMf63fn5lSWDCnSXiC
D4aGEcmVx1cW/gKsR1yKm96yHl5tj0ULPFoVsd13lPFaA+ELbUBVyhCg9VDcv491
T/rnvrlTd5ZmBARSqMPzXmCrlKgQSOpsLl3OIdtEjKke8CfG0ymjjIaikJU9dtPH
lAWqES0CgYA/HMT098omfOCVOV0HaPGfYLMNn7g2WPoeTDkQccpO5NapfZSpGGCW
9rzthJ/5OO3ASo/+WsBb3B+xc4o8p1pBm8jryCscOzt4p7zs7lrz/yHT5ytSubOh
YyXewk2g5rDYuZOoUba7B5UPIUAAUmYCwulZyoFYeltK1j+YrhTKEwKBgBfGIsso
leLBovdEMcnTNeyxa9C1XVlZKvxkg1LJst3+s0RB790mXR+jMAwJuZ7q9ZlXn9X9
UJe/0Nl4QYlXJ1fpKObaDabqeYCcs/3TQMugiq40xHBELxaCqPjnG5j5Vr9Z6e8N
I7HgZ/apzzoDpQTailFanHozOGOrXX6hVwCNAoGAXv7F6KOPf7tzcSFipBoSOv0+
sNXq7yzObgGKhfU1iWwEJhqqq7Bs9Z2N7lshqhGJN/xSetSD0OlRwk9PmeYDSDr0
mqsUyUirCrRZPvL9NXhc4awZY7ZYHhKgx2WZWR4iKP6xtC1kX4nNwl+dxZro6qrC
1mThi6QwxlfyFjfJ1CE=
-----END PRIVATE KEY-----
`,
  certificate: `-----BEGIN CERTIFICATE-----
MIIDuzCCAqOgAwIBAgIUOlNW7Dc21P+Oxn25bpr4nDVDDqYwDQYJKoZIhvcNAQEL
BQAwPDELMAkGA1UEBhMCREUxFjAUBgNVBAoMDUhvb2tsaW5lIFRlc3QxFTATBgNV
BAMMDHRlc3QuZXhhbXBsZTAgFw0yNjExMjkwMjA5MDBaGA8yMDgxMDkwMTAyMDkw
MFowPDELMAkGA1UEBhMCREUxFjAUBgNVBAoMDUhvb2tsaW5lIFRlc3QxFTATBgNV
BAMMDHRlc3QuZXhhbXBsZTCCASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEB
ANqdtkiScRKVXqq933eSkRZ0S+q8jq9XjlcvyoEDP11eqi0GhpX4LoejzSJ2bhQA
WBISPwBOfyJZinx3M/ji76iF+vbWC3MnRE/0RpDxRaguLyEuWeMPYAhsqtNR474n
nav8nCOXhKN/hc7DBjhF9Lhpci4+y04sScue3+GXiVKDAYKGpn+63f0wnFySesNK
531yv6NG3h0qi5WFjjAofIizrlAxx9DHd7LNvSSueC0mbseDI6+l6Rp94Q98s4N7
WNGcUJ0iLL42yHRBgFfDuynNYQxW7APjbG8We82WppjqvOz1lSYNfUx5fzJ0jPrm
T0yEA+DEG9UIbbhIMN00Mt8CAwEAAaOBsjCBrzAdBgNVHQ4EFgQUeHwIXLOHGvRJ
FkI2mrUYeHKGtW8wHwYDVR0jBBgwFoAUeHwIXLOHGvRJFkI2mrUYeHKGtW8wDwYD
VR0TAQH/BAUwAwEB/zA9BgNVHREENjA0ggx0ZXN0LmV4YW1wbGWCDioud2lsZC5l
eGFtcGxlhwTAAAIHgQ5hQHRlc3QuZXhhbXBsZTAdBgNVHSUEFjAUBggrBgEFBQcD
AQYIKwYBBQUHAwIwDQYJKoZIhvcNAQELBQADggEBALUWcBnPa/W0ZUd43IPTlYe1
XOGJo8plVUfp0bA0NkIqFnn/2RNo6f/xtIbNvKkdCSbcSMBr/C08Yig9bREeAYio
Zbx77kQiQ2679UzilB7M8jXvyEKTPSR0zn1fYEUiAMTTO/QtioPMaVI59IaQ7ioC
CvOFH4mFLDKK9TShPA0yiCoGAXK+HFH//JpAtarQC9JrhwiHlOXSO1hmkFOqRFbp
p4c0yIXmpchHp5sVrOQtEWuBvshtfnqCUYIQFPFKfzSoMbo8kBTO7cSh6NLP/fqg
jCcqEim7uFxWPF51BIEhMACwMmm7NYD4QAk/J+0F8SJdUKkRCTntvUOdpsEDf58=
-----END CERTIFICATE-----
`,
};
const made = {
  pss: 'w1DvyX1nb1ouc/C5JG20+63OYxVL0GexEUNpksn3kn7Ey73CJrXGAwOTIw+pvT7DCei+C216r2HH739V/YJr9iVyCpiJ99Eql3HRkXm/cCe2hJqFB9NpUGefhsIOBz377+xoNaT9f3Fhs+6ORQoyZ2D/91M6pgvk7KNznk1b1Y9goJkOmPc4U9t1saZELjDf0ANyDljZDurihs4+YkLLo5x49hV/gtb/GyZEwD5suSHEbVZ9bsPhgY9STHOqTMqn+HpwWeEKYk0gIQPZbI8vQCg9R504N2grXnAvcaB8JLWogcNlJ04HiwPtQsCEsIdxmEBFwBZ6Ek53jBm29Nkb9w==',
  pss10: 'wKjtW7AK9I5fSQBUvEQjbIlAvsiZjZf8Nn9rwElUEtIaZVdy4ELvIAWkXBsok2ZDKhDDGI0Xhpl1kMZOtIeULEssMjkYx2YPVKuPdrtjVBgZmgduiB1jmkE0pmcOf+zQiPpAoXHfX/XlUVJSo/R6/D2nfxZuhyO/mUDRnkDbK61qxJBt7TmnZgpUN1VNR0wMENHzzp87NSMZ0twk31tIEeF+kh3tegspF6a2YlYCJrne0USsaWRXNgZ3kvPbtH7BAAbOocrhti1HFRjtzyBFvxp+uOEVlvYW1ycVVQdrm13MkHuF8rMACrGAkum3aMdEHe1fWrMOn+Ep6ch69plk9w==',
  pssDigest: 'rA45cI3vFPIKkY0dXW0ShS2FUHmOgxjFlFoWuVJxjLMNsbFKegVqSOFp/zn3HVAyuvcjhprniIoPRTIDao38QPecYm7/lfihLrWTYQ8ucN1BMP5ormOStmo/8eelPzmodaxDZ9h25FoNpJEKkE37di38RpK6nskdZlT4eKuiOlBVhX6IS/hhOcGD19H1nq/WbquBLMjtB3PCRHvSkIoP/2OxycFHV54aVJO6NVwkCMy3GCHxuZD4CjUWm43/r4lE4KMp7Q7usU5+YlcxexUmIKvO44LR9yMheTCujNMtTaDODgND6K9HyplwCIGpAr3HbCe3eQfcBzk+Bq9OWau98w==',
  pssKey: 'SEE2O7PPHCNWpl4ptr2ueFeW5mxddF8hwNVXqARoq7JJJB/+fY9jQTpe/SIDllwOOKzphCyy6/0HkwWgBkiaoQ1og2o4/5hWOXEiZI2o5Sof1hT9dYqWN9DcreUZsoGMYWOmj0lfbcolSxXUo8nVKJObAKRn2SIxBb5Pr4RPCOFZ6DyJCMkDGpja3pcttShdVOjHUP4gjjjEyLvr7jCyYT2WsSkT93Rw1ztv3qTTC1PBjjKskpmhB+C18NWCuk1TiWu+4v1N2pe0A2YiZ0r25nGABvduvudxQN73c27wAgrApAk+BAHzzVYbQKEdMbF6aMl+LweSERdB8s8IB1SB7w==',
  ec: 'MEUCIFjfSRYO7CKr517zE8/GoJj74KqP6tkoOwT1tfQOtv5WAiEA/ERdctpx/PT/eW6bgAz1pfi0mzAJXDXCnkec6AMi6lk=',
  ecP1363: 'FSEAtz7+xiYjnZN1NiUWqy/XmCAJ7K51YwoJQ8vHZygLUb5FY4+gA78AD+XYgpmtdw9zKfg5XjQjKHA9GRAOug==',
  p384: 'MGQCMGZRli7salzCXvZcPzWzIZeCykXIRiHN/z3Wa8Tpkg39FMcqh1iqBgxlauDU6GdnNQIwdbiRV5g0lrfRD8g6lzR34r1gkmJQcsLS2wpqdfLk1qSZZPbBU6ymggupUODsqWxR',
  oaep: 'IPitxP2KSNdrVPk7hvmnj9ua8cnXTMUUPgEuW3L4crb6wL0mi5drOMFB4p+zzJqGmZiFnrUY/1yOj4hYSCdejGRq8EOGnVsaU6VwPVzhev1adHuYpd27YL4iWosURjX7eUM4T2koNw+Ap99eRoMZTJJKNxS4TSpvu+sJyVmnHqsbDFbhYe4hQ/Ck+qI3F0Knv8QcG9NITqVosRV5T3YFK3Yxs3eb/0BR79umJPYGKpn3sMIg0yEbTIr03/z9bAmqSgIiRzJuZohr9O0nLLyHlZarxpiv8bIDWj5XCKk5U3LAAqb+/JuuHTGO8RYbqOruTwRxwfkmdt3Rr7tgq1cYRA==',
  oaep256: 'MRKMH+aNRe4PgKKllLy0VrsNzT7PAbTp8E6LpmfxgDKnKYNhT3j6LXLuqN2PLzUpZjuyfCv4h7Q9jMXDygWxzlMUiKf2CYawN5Sa9WhyO/a8VkYKhOSMpHFMLOoFUPJyDR4yo+In+bJMiLyTTlYfnDZDl0U+d/ix9H1JZOeS9G6qat9Idywj09+1yDiQLEa9ACO6H3qfWy6QTZqAA/nybTmDmIMzOhV/GyF8BvmBqvbgcix40C7/IWgrZCzlX/dkGXQ1//6+bAwj/huLUo6Jz6TKtFBog1VjojGuXaYq/1LHcnhk8cNWBmKzqivIIOQ/T8k9kGk1HG13sdIK7BXjqA==',
  type1: 'aAOAznla+yZyK4XuO5j9jLl/OrmutVr+fdAUa4lBrBXriTTg5BfNYC/q8YGezy4kFXnuoajT7XZgV59+4zdYXN9QArruHo5q9jAt20+to+9N06I7oQE3UBHBn6sSw1KJCc4GfO2U6rv81FIjgywzVxmwyQZ6ygKGbGZQvg50ulqTOa46wT6z352T7xnPaH5ukP5Aed1ejeMjMs2qGeKDdb6b4GksAoWCGHo1j0oz8i8UJtpjNaQxuHAirsU1ddtUDsPu29fsiqTmcO7D6Ax7MK4aN0Qze9JFytWBsfFQNhHcdMxU8vFKseBnuZvZVKB8SMPdNh5F83gwO6GIAJU56w==',
};
const crypto = require('crypto');
const data = Buffer.from('some data');
const t = (label, f) => show(() => {
  const r = f();
  return label + ' ' + (Buffer.isBuffer(r) ? r.toString('base64') : JSON.stringify(r, (k, v) => (typeof v === 'bigint' ? v + 'n' : v)));
});

const open = crypto.createPublicKey(keys.rsa);
t('formats', () => [keys.rsa, keys.ec, keys.p384, keys.ed, keys.x, keys.pss].map((k) => {
  const key = crypto.createPrivateKey(k);
  return [key.type, key.asymmetricKeyType, key.asymmetricKeyDetails];
}));
t('locked', () => crypto.createPrivateKey({ key: keys.locked, passphrase: 'secret' }).equals(crypto.createPrivateKey(keys.rsa)));
t('locked wrong', () => crypto.createPrivateKey({ key: keys.locked, passphrase: 'other' }));
t('locked legacy', () => crypto.createPrivateKey({ key: keys.lockedLegacy, passphrase: Buffer.from('secret') }).equals(crypto.createPrivateKey(keys.rsa)));
t('locked again', () => {
  const key = crypto.createPrivateKey(keys.ec);
  for (const cipher of ['aes-128-cbc', 'aes-192-cbc', 'aes-256-cbc', 'des-ede3-cbc']) {
    const pem = key.export({ type: 'pkcs8', format: 'pem', cipher, passphrase: 'p' });
    if (!crypto.createPrivateKey({ key: pem, passphrase: 'p' }).equals(key)) return cipher;
    const old = key.export({ type: 'sec1', format: 'pem', cipher, passphrase: 'p' });
    if (!crypto.createPrivateKey({ key: old, passphrase: 'p' }).equals(key)) return `old ${cipher}`;
  }
  return 'same';
});
for (const [name, types] of [['rsa', ['pkcs1', 'pkcs8']], ['ec', ['sec1', 'pkcs8']], ['p384', ['sec1', 'pkcs8']], ['ed', ['pkcs8']], ['x', ['pkcs8']]]) {
  const key = crypto.createPrivateKey(keys[name]);
  for (const type of types) {
    t(`${name} ${type}`, () => key.export({ type, format: 'der' }));
    t(`${name} ${type} back`, () => crypto.createPrivateKey({ key: key.export({ type, format: 'der' }), format: 'der', type }).equals(key));
    t(`${name} ${type} pem`, () => key.export({ type, format: 'pem' }));
  }
  t(`${name} spki`, () => crypto.createPublicKey(key).export({ type: 'spki', format: 'pem' }));
  t(`${name} jwk`, () => key.export({ format: 'jwk' }));
  t(`${name} jwk back`, () => crypto.createPrivateKey({ key: key.export({ format: 'jwk' }), format: 'jwk' }).equals(key));
  t(`${name} public jwk`, () => crypto.createPublicKey(key).export({ format: 'jwk' }));
  t(`${name} public jwk back`, () => crypto.createPublicKey({ key: key.export({ format: 'jwk' }), format: 'jwk' }).equals(crypto.createPublicKey(key)));
}
t('rsa public pkcs1', () => open.export({ type: 'pkcs1', format: 'pem' }));
t('rsa public pkcs1 back', () => crypto.createPublicKey(open.export({ type: 'pkcs1', format: 'pem' })).equals(open));
t('pss spki', () => crypto.createPublicKey(keys.pss).export({ type: 'spki', format: 'pem' }));
t('pss pkcs8', () => crypto.createPrivateKey(keys.pss).export({ type: 'pkcs8', format: 'pem' }));

for (const digest of ['RSA-SHA1', 'RSA-SHA256', 'sha384', 'RSA-SHA512', 'md5', 'sha224', 'sha3-256', 'sha512-256']) {
  t(`sign ${digest}`, () => crypto.createSign(digest).update('some ').update(data.subarray(5)).sign(keys.rsa));
}
t('sign base64url', () => crypto.createSign('sha256').update(data).sign({ key: keys.rsa, padding: 1 }, 'base64url'));
t('sign ed', () => crypto.sign(null, data, keys.ed));
const check = (digest, key, name) => crypto.verify(digest, data, key, Buffer.from(made[name], 'base64'));
t('verify pss', () => [check('sha256', { key: open, padding: 6 }, 'pss'), check('sha256', { key: open, padding: 6, saltLength: 10 }, 'pss10'),
  check('sha256', { key: open, padding: 6, saltLength: 11 }, 'pss10'), check('sha512', { key: open, padding: 6, saltLength: -1 }, 'pssDigest'),
  check('sha256', open, 'pss'), check('sha1', { key: open, padding: 6 }, 'pss'), check('sha256', keys.pss, 'pssKey')]);
t('verify ec', () => [check('sha256', keys.ecPublic, 'ec'), check('sha256', { key: keys.ecPublic, dsaEncoding: 'ieee-p1363' }, 'ecP1363'),
  check('sha256', keys.ecPublic, 'ecP1363'), check('sha256', { key: keys.ecPublic, dsaEncoding: 'ieee-p1363' }, 'ec'),
  check('sha384', keys.p384, 'p384'), check('sha256', keys.p384, 'p384'), check('sha256', keys.ec, 'ec')]);
t('verify with the certificate', () => crypto.createVerify('sha256').update(data).verify(keys.certificate, crypto.sign('sha256', data, keys.rsa)));
t('verify stream', () => { const v = crypto.createVerify('RSA-SHA256'); v.write('some '); v.end('data'); return v.verify(open, crypto.sign('sha256', data, keys.rsa).toString('hex'), 'hex'); });
t('sign then verify', () => ['sha1', 'sha256', 'sha512'].map((d) => [{ padding: 6 }, { padding: 6, saltLength: 20 }, { padding: 6, saltLength: -1 }].map((o) =>
  crypto.verify(d, data, { key: open, ...o }, crypto.sign(d, data, { key: keys.rsa, ...o })))));
t('decrypt', () => [crypto.privateDecrypt(keys.rsa, Buffer.from(made.oaep, 'base64')).toString(),
  crypto.privateDecrypt({ key: keys.rsa, oaepHash: 'sha256', oaepLabel: Buffer.from('l') }, Buffer.from(made.oaep256, 'base64')).toString(),
  crypto.publicDecrypt(open, Buffer.from(made.type1, 'base64')).toString()]);
t('decrypt wrong label', () => crypto.privateDecrypt({ key: keys.rsa, oaepHash: 'sha256' }, Buffer.from(made.oaep256, 'base64')));
t('private encrypt', () => crypto.privateEncrypt(keys.rsa, data));
t('agree', () => crypto.diffieHellman({ privateKey: crypto.createPrivateKey(keys.x), publicKey: crypto.createPublicKey(keys.x) }));
t('agree ec', () => crypto.diffieHellman({ privateKey: crypto.createPrivateKey(keys.p384), publicKey: crypto.createPublicKey(keys.p384) }));

const certificate = new crypto.X509Certificate(keys.certificate);
for (const name of ['subject', 'issuer', 'subjectAltName', 'validFrom', 'validTo', 'fingerprint', 'fingerprint256', 'fingerprint512', 'serialNumber', 'ca', 'keyUsage']) {
  t(name, () => certificate[name]);
}
t('certificate', () => [certificate.toString() === keys.certificate, certificate.raw.length, certificate.publicKey.equals(open), certificate.verify(open),
  certificate.checkIssued(certificate), certificate.checkPrivateKey(crypto.createPrivateKey(keys.rsa)), certificate.checkHost('test.example'),
  certificate.checkHost('x.wild.example'), certificate.checkHost('other.example'), certificate.checkIP('192.0.2.7'), certificate.checkIP('192.0.2.8'),
  certificate.checkEmail('a@test.example'), certificate.checkEmail('b@test.example'), JSON.stringify(certificate) === JSON.stringify(keys.certificate)]);
t('certificate from DER', () => new crypto.X509Certificate(certificate.raw).fingerprint === certificate.fingerprint);
t('key of the certificate', () => crypto.createPublicKey(keys.certificate).equals(open));


// PEM as people have it.
const rsa = crypto.createPrivateKey(keys.rsa);
const oneLine = (pem) => pem.replace(/\n/g, (n, at) => (at < 40 || at > pem.length - 40 ? n : ''));
for (const [name, pem] of Object.entries({
  'certificate first': keys.certificate + keys.rsa,
  'certificate last': keys.rsa + keys.certificate,
  'text before': `some words\n${keys.rsa}`,
  CRLF: keys.rsa.replace(/\n/g, '\r\n'),
  'no last newline': keys.rsa.trim(),
  'one line': oneLine(keys.rsa),
  'escaped newlines': keys.rsa.replace(/\n/g, '\\n'),
  'spaces before': keys.rsa.replace(/^/gm, '  '),
  'spaces after': keys.rsa.replace(/$/gm, '  '),
  'blank lines': `\n\n${keys.rsa}\n\n`,
  'without end': keys.rsa.slice(0, -30),
})) {
  t(`private, ${name}`, () => crypto.createPrivateKey(pem).equals(rsa));
  t(`public, ${name}`, () => crypto.createPublicKey(pem).equals(open));
}
t('public and private', () => [crypto.createPublicKey(keys.ecPublic + keys.rsa).asymmetricKeyType, crypto.createPublicKey(keys.rsa + keys.ecPublic).asymmetricKeyType]);
t('Buffer', () => crypto.createPrivateKey(Buffer.from(keys.rsa)).equals(rsa));
t('jsonwebtoken', () => [crypto.createSign('RSA-SHA256').update(data).sign({ key: keys.locked, passphrase: 'secret' }, 'base64') === crypto.createSign('RSA-SHA256').update(data).sign(keys.rsa, 'base64')]);

crypto.sign('sha256', data, keys.rsa, (err, signature) => {
  print(`sign later ${err} ${signature.toString('hex').slice(0, 20)}`);
  crypto.verify('sha256', data, open, signature, (err2, good) => print(`verify later ${err2} ${good}`));
});
